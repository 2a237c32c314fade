/** A date-time of a message in the forms of XML Schema: whole, or without the year or the year and month. */
const whole = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/
const dayAndMonth = /^--(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?(Z|[+-]\d\d:\d\d)?$/
const dayOnly = /^---(\d\d)(?:T(\d\d):(\d\d))?(Z|[+-]\d\d:\d\d)?$/

/**
 * Returns the instant that a message states. A missing year or month is the one that brings the date nearest to the
 * receipt. A time without a zone counts as UTC, because the message does not say its place's zone. Returns null if the
 * text is no date.
 */
export function instantOf(text: string | null, receivedAt: Date): Date | null {
  if (text === null) return null
  const full = whole.exec(text)
  if (full !== null) {
    const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = full
    return valid(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`, Number(day))
  }
  const partial = dayAndMonth.exec(text)
  if (partial !== null) {
    const [, month, day, hour = '00', minute = '00', zone = 'Z'] = partial
    const year = receivedAt.getUTCFullYear()
    const of = (y: number) => valid(`${y}-${month}-${day}T${hour}:${minute}:00${zone}`, Number(day))
    return nearest([of(year - 1), of(year), of(year + 1)], receivedAt)
  }
  const day = dayOnly.exec(text)
  if (day === null) return null
  const [, date, hour = '00', minute = '00', zone = 'Z'] = day
  const of = (months: number) => {
    const first = new Date(Date.UTC(receivedAt.getUTCFullYear(), receivedAt.getUTCMonth() + months, 1))
    return valid(`${first.toISOString().slice(0, 7)}-${date}T${hour}:${minute}:00${zone}`, Number(date))
  }
  return nearest([of(-1), of(0), of(1)], receivedAt)
}

/** Returns when a message was prepared: at the latest when it was received, because a date in the future must not outlast every later one. */
export function preparedAt(text: string | null, receivedAt: Date): Date {
  const stated = instantOf(text, receivedAt)
  return stated !== null && stated.getTime() < receivedAt.getTime() ? stated : receivedAt
}

/** Returns the instant; null for a day that its month does not have, which JavaScript would move to the next month. */
function valid(text: string, day: number): Date | null {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) return null
  const local = new Date(`${text.slice(0, 19)}Z`)
  return local.getUTCDate() === day ? at : null
}

function nearest(candidates: readonly (Date | null)[], to: Date): Date | null {
  const distance = (at: Date) => Math.abs(at.getTime() - to.getTime())
  return candidates
    .filter((at) => at !== null)
    .reduce<Date | null>((best, at) => (best === null || distance(at) < distance(best) ? at : best), null)
}
