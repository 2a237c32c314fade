const dayMs = 86_400_000

/** Returns the day of UTC in which a moment lies, such as `2026-03-01`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Returns the moment at which a day of UTC begins. */
export const beginOf = (day: string): Date => new Date(`${day}T00:00:00.000Z`)

/** Returns the moment at which a day of UTC ends, which does not belong to it. */
export const endOf = (day: string): Date => new Date(beginOf(day).getTime() + dayMs)

/** Returns the day after a day. */
export const dayAfter = (day: string): string => dayOf(endOf(day))
