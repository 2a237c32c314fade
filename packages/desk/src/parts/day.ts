/** Whether this is a day that exists, as `2027-03-31` (ISO 8601, calendar date, extended). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** The calendar day now in a zone (the browser's where none is chosen), `YYYY-MM-DD`. */
export function today(zone: string | null, now: Date = new Date()): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...(zone !== null && { timeZone: zone }) }).format(now)
}

/** The day `n` days after (before, if negative). */
export function addDays(day: string, n: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + n)
  return date.toISOString().slice(0, 10)
}
