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
