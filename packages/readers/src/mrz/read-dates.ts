import { type CalendarDate, calendarDate, dateOfIso, isoDate } from '../derive/calendar.ts'
import { birthDateInCentury, expiryInCentury } from '../derive/century.ts'
import type { MrzDate } from './mrz-reading.ts'

/**
 * Reads a date YYMMDD of the machine readable zone. A month or day of `<<` or 00 is unknown, which is no error. Returns
 * null if the text cannot be a date.
 */
export function readMrzDate(literal: string): Omit<MrzDate, 'value'> | null {
  if (!/^([0-9]{2}|<<){3}$/.test(literal)) return null
  const part = (from: number) => {
    const text = literal.slice(from, from + 2)
    return text === '<<' ? null : Number(text)
  }
  const month = part(2) || null
  const day = part(4) || null
  if (month !== null && month > 12) return null
  // 2000 is a leap year, so 29 February exists until the century is known.
  if (day !== null && calendarDate(2000, month ?? 1, day) === 0) return null
  return { literal, yearOfCentury: part(0), month, day }
}

/** Returns the birth date in the century of `birthDateInCentury`. An unknown month or day counts as the earliest possible one. */
export function birthDateOf(date: Omit<MrzDate, 'value'>, reference: string): string | null {
  if (date.yearOfCentury === null) return null
  const { date: chosen } = birthDateInCentury(date.yearOfCentury, date.month ?? 1, date.day ?? 1, dateOfIso(reference))
  return asPrecise(chosen, date)
}

/** Returns the expiry date in the century of `expiryInCentury`. */
export function expiryDateOf(date: Omit<MrzDate, 'value'>, reference: string, birth: string | null): string | null {
  if (date.yearOfCentury === null) return null
  const born = birth === null ? 0 : dateOfIso(`${birth}-01-01`.slice(0, 10))
  const { date: chosen } = expiryInCentury(
    date.yearOfCentury,
    date.month ?? 12,
    date.day ?? 28,
    born,
    dateOfIso(reference),
  )
  return asPrecise(chosen, date)
}

/** Returns the date in the precision that the zone states: `1974-08-12`, `1974-08` or `1974`. */
function asPrecise(chosen: CalendarDate, date: Omit<MrzDate, 'value'>): string | null {
  if (chosen === 0) return null
  return isoDate(chosen).slice(0, date.month === null ? 4 : date.day === null ? 7 : 10)
}
