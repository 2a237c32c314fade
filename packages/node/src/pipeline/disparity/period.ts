/** Reviews of a month are counted for so many days after its end. */
const daysOfReview = 7

/** Returns the month (UTC) of a time, such as `2026-11`. */
export const periodOf = (at: Date): string => at.toISOString().slice(0, 7)

/** Returns when a month is closed and evaluated. */
export function evaluatedFrom(period: string): Date {
  const [year, month] = period.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month, 1 + daysOfReview))
}
