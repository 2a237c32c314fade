const dayMs = 86_400_000

/** Returns the number of a week by ISO 8601, from its Monday: week 1 has the first Thursday of the year. */
export function weekOf(monday: string): number {
  const thursday = new Date(Date.parse(monday) + 3 * dayMs)
  const year = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return Math.floor((thursday.getTime() - year) / (7 * dayMs)) + 1
}
