const dayMs = 86_400_000

const nameOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const beginOf = (week: string): number => Date.parse(`${week}T00:00:00Z`)

/** Returns the Monday of the week (UTC) of a time, such as `2026-11-30`. */
export function mondayOf(at: Date): string {
  const days = Math.floor(at.getTime() / dayMs)
  // 1 January 1970 was a Thursday.
  return nameOf((days - ((days + 3) % 7)) * dayMs)
}

export const weekAfter = (week: string): string => nameOf(beginOf(week) + 7 * dayMs)
export const weekBefore = (week: string): string => nameOf(beginOf(week) - 7 * dayMs)

/** When a week is drawn and its seed shown: on its Saturday at 00:00 UTC. */
export const drawTimeOf = (week: string): Date => new Date(beginOf(week) + 5 * dayMs)

/** Returns the week that will list what is decided now. On Saturdays and Sundays it is the next one. */
export const listingWeek = (now: Date): string => mondayOf(new Date(now.getTime() + 2 * dayMs))
