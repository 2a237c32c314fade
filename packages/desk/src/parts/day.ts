/** Tests whether a text is an existing day like `2027-03-31` (ISO 8601, calendar date, extended). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Returns the present day in a time zone (by default the browser's), as `YYYY-MM-DD`. */
export function today(zone: string | null, now: Date = new Date()): string {
  // The Swedish date format is that of ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...(zone !== null && { timeZone: zone }) }).format(now)
}

/** Returns the day `n` days later, or earlier if `n` is negative. */
export function addDays(day: string, n: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + n)
  return date.toISOString().slice(0, 10)
}
