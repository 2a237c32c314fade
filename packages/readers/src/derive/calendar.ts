/** A date as the integer YYYYMMDD, so that two dates are compared as numbers. 0 means no date. */
export type CalendarDate = number

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Returns YYYYMMDD, or 0 if the calendar has no such day. */
export function calendarDate(year: number, month: number, day: number): CalendarDate {
  if (month < 1 || month > 12 || day < 1) return 0
  const last = month === 2 && isLeapYear(year) ? 29 : DAYS[month - 1]!
  return day > last ? 0 : year * 10000 + month * 100 + day
}

/** Returns the number of days since 1970-01-01 (Gregorian calendar), for computing the distance of two dates. */
export function dayNumber(date: CalendarDate): number {
  const day = date % 100
  const month = Math.trunc(date / 100) % 100
  const year = Math.trunc(date / 10000) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.trunc((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.trunc(yearOfEra / 4) - Math.trunc(yearOfEra / 100) + dayOfYear - 719468
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)

const recentDates = new Int32Array(4096)
const recentTexts: string[] = new Array<string>(4096).fill('')

/** Returns `YYYY-MM-DD`. Dates repeat within a file, so recent results are cached in 4,096 slots. */
export function isoDate(date: CalendarDate): string {
  const slot = date & 4095
  if (recentDates[slot] === date) return recentTexts[slot]!
  const text = `${Math.trunc(date / 10000)}-${two(Math.trunc(date / 100) % 100)}-${two(date % 100)}`
  recentDates[slot] = date
  recentTexts[slot] = text
  return text
}

/** Returns the date of an ISO date or date-time as YYYYMMDD, or 0 if the text is neither. */
export function dateOfIso(text: string | null): CalendarDate {
  if (text === null || text.length < 10) return 0
  const value = digits(text, 0, 4) * 10000 + digits(text, 5, 7) * 100 + digits(text, 8, 10)
  return Number.isNaN(value) ? 0 : value
}

/** Returns the number between two indices, or NaN unless every character is a digit. */
export function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

const MONTHS = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'

/** Returns 1 to 12 for an English three-letter month in any case, or 0. */
export function monthNamed(text: string): number {
  const at = MONTHS.indexOf(text.toUpperCase())
  return text.length === 3 && at >= 0 && at % 3 === 0 ? at / 3 + 1 : 0
}
