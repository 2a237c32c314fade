const dayMs = 86_400_000

// A format is dear to make, and the search for a midnight needs it often.
const formats = new Map<string, Intl.DateTimeFormat>()
const mostFormats = 500

/** Tests whether this is a time zone that the runtime knows. */
export function isZone(zone: string): boolean {
  if (formats.has(zone)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Returns the date of an instant in a zone: `2026-11-28`. */
function dateIn(at: number, zone: string): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  // A name is valid in any mix of capitals, so the number of names is limited.
  if (formats.size >= mostFormats) formats.clear()
  formats.set(zone, format)
  return format.format(at)
}

/**
 * Returns the first instant of the next day in a zone. On the day of a clock change the day has 23 or 25 hours, so the
 * instant is searched for.
 */
export function startOfTomorrow(now: Date, zone: string): Date {
  const today = dateIn(now.getTime(), zone)
  return firstInstant(now.getTime(), now.getTime() + longestDayMs, (at) => dateIn(at, zone) > today)
}

/** Returns the first instant of the present day in a zone. */
export function startOfToday(now: Date, zone: string): Date {
  const today = dateIn(now.getTime(), zone)
  return firstInstant(now.getTime() - longestDayMs, now.getTime(), (at) => dateIn(at, zone) >= today)
}

/** Clocks change by at most a few hours. */
const longestDayMs = dayMs + 3 * 3_600_000

/** Returns the first instant after `from` from which a condition holds. It holds at `to`. */
function firstInstant(from: number, to: number, holds: (at: number) => boolean): Date {
  let [before, after] = [from, to]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (holds(middle)) after = middle
    else before = middle
  }
  return new Date(after)
}
