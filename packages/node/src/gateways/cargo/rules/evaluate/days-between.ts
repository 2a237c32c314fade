const form = /^(\d{4})-(\d\d)-(\d\d)(?:T|$)/

/**
 * Returns the days from the first date to the second, negative if the second is earlier, or null if one is not a date. Only
 * the days as written count: a local time without a zone has no known distance to another zone.
 */
export function daysBetween(from: string, to: string): bigint | null {
  const [start, end] = [dayOf(from), dayOf(to)]
  return start === null || end === null ? null : BigInt(end - start)
}

/** Returns the number of a day since 1970-01-01. */
function dayOf(text: string): number | null {
  const [, year, month, day] = form.exec(text) ?? []
  if (year === undefined) return null
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const isDay = new Date(time).toISOString().startsWith(`${year}-${month}-${day}`)
  return isDay && Number(year) >= 100 ? time / 86_400_000 : null
}
