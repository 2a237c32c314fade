const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * Converts a local time `YYYY-MM-DDTHH:MM[:SS]` of a zone to an instant. A time that the clocks skip or repeat takes
 * the offset before the change. Null if the text is not a time.
 */
export function instantOf(local: string, zone: string): Date | null {
  const asUtc = Date.parse(`${local.length === 16 ? `${local}:00` : local}.000Z`)
  if (Number.isNaN(asUtc)) return null
  if (zone === 'UTC') return new Date(asUtc)
  // The offset half a day earlier and the one at the first guess differ only around a change of the clocks.
  const before = asUtc - offsetMs(asUtc - 43_200_000, zone)
  const guess = asUtc - offsetMs(before, zone)
  return new Date(guess + offsetMs(guess, zone) === asUtc ? guess : before)
}

/** Returns the offset of a zone from UTC at an instant, in milliseconds. */
function offsetMs(instant: number, zone: string): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}
