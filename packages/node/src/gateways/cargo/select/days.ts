const dayMs = 86_400_000
/** Number of days after its day for which a key stays secret. */
const secretDays = 2

/** Returns the day of UTC in which a moment lies, such as `2026-03-01`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Returns the moment at which a day of UTC begins. */
export const beginOf = (day: string): Date => new Date(`${day}T00:00:00.000Z`)

/** Returns the moment at which a day of UTC ends, which does not belong to it. */
export const endOf = (day: string): Date => new Date(beginOf(day).getTime() + dayMs)

/** Returns the day after a day. */
export const dayAfter = (day: string): string => dayOf(endOf(day))

/** Returns whether the key of a day may be known: two days after the end of the day at the earliest. */
export const isRevealable = (day: string, now: Date): boolean =>
  now.getTime() >= endOf(day).getTime() + secretDays * dayMs
