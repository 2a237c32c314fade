type BirthDatePrecision = 'day' | 'month' | 'year' | 'approximate' | 'interval'
export interface BirthDate {
  /** The date as written, without spaces around it, in capitals. */
  text: string
  precision: BirthDatePrecision
  /** The first and the last possible year. The two differ only in an interval. */
  from: number
  to: number
  /** 0 where unknown. */
  month: number
  day: number
  /** The interval was written with the later year first. */
  reversed: boolean
  /** Year, month and day as eight digits of four bits each. */
  digits: number
}
type BirthDateFault = 'birth-date-invalid' | 'birth-date-implausible'

const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31
const firstYear = 1880
const cache = new Map<string, BirthDate[] | BirthDateFault>()

function make(
  text: string,
  precision: BirthDatePrecision,
  from: number,
  to: number,
  month = 0,
  day = 0,
  reversed = false,
): BirthDate {
  const digits = Number.parseInt(String(from * 10_000 + month * 100 + day), 16) >>> 0
  return { text, precision, from, to, month, day, reversed, digits }
}

function parse(text: string): BirthDate[] | BirthDateFault {
  const interval = /^(\d{4})\/(\d{4})$/.exec(text)
  if (interval) {
    const one = Number(interval[1])
    const two = Number(interval[2])
    if (one < firstYear || two < firstYear) return 'birth-date-implausible'
    const [from, to] = [Math.min(one, two), Math.max(one, two)]
    return [make(text, from === to ? 'year' : 'interval', from, to, 0, 0, one > two)]
  }
  const date = /^(\d{4})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?(~?)$/.exec(text)
  if (!date) return 'birth-date-invalid'
  const year = Number(date[1])
  // A month or day of 00 or XX is unknown, not wrong.
  const month = date[2] === undefined || date[2] === 'XX' ? 0 : Number(date[2])
  const day = month === 0 || date[3] === undefined || date[3] === 'XX' ? 0 : Number(date[3])
  if (month > 12 || day > 31) return 'birth-date-invalid'
  if (year >= 1300 && year <= 1460) {
    // Lunar and solar Hijri years begin within a Gregorian year, so the Gregorian year may differ by one. All these years are after 1880.
    const lunar = Math.floor(year * 0.970224 + 621.5774)
    const solar = year + 621
    return [lunar, solar].map((y) => make(text, 'interval', y - 1, y + 1))
  }
  if (year < firstYear) return 'birth-date-implausible'
  if (day > daysInMonth(year, month)) return 'birth-date-invalid'
  if (date[4] === '~') return [make(text, 'approximate', year, year, month, 0)]
  return [make(text, day > 0 ? 'day' : month > 0 ? 'month' : 'year', year, year, month, day)]
}

/**
 * Reads a birth date in the EDTF subset `1961-05-17`, `1961-05`, `1961`, `1961~`, `1958/1963` (ISO 8601-2, EDTF level 1). A month or day of
 * `00` or `XX` is unknown. A year from 1300 to 1460 is Hijri and gives one interval for the lunar and one for the solar calendar.
 * Returns a fault code in place of dates: `birth-date-invalid` for a text that is not such a date, `birth-date-implausible` for a year before
 * 1880 or, where `today` (`YYYY-MM-DD`) is given, a date after it. Never throws.
 */
export function parseBirthDate(written: string, today?: string): BirthDate[] | BirthDateFault {
  const text = written.trim().toUpperCase()
  let read = cache.get(text)
  if (!read) {
    read = parse(text)
    if (cache.size > 200_000) cache.clear()
    cache.set(text, read)
  }
  if (typeof read === 'string' || today === undefined) return read
  const pad = (value: number): string => String(value).padStart(2, '0')
  const future = read.every((date) => `${date.from}-${pad(date.month)}-${pad(date.day)}` > today)
  return future ? 'birth-date-implausible' : read
}

/**
 * Reads the birth date `YYMMDD` of a machine-readable zone (ICAO Doc 9303-3, 4.8) and returns it as EDTF. The year is 20YY, or 19YY where 20YY
 * would be after `travelDate` (`YYYY-MM-DD`). A month or day of `<<` or `00` is unknown and left out. Returns null where the year cannot be
 * read or the date does not exist.
 */
export function readMrzBirthDate(field: string, travelDate: string): string | null {
  const match = /^(\d{2})(\d{2}|<<)(\d{2}|<<)$/.exec(field)
  if (!match) return null
  const month = match[2] === '<<' || match[2] === '00' ? '' : `-${match[2]}`
  const day = month === '' || match[3] === '<<' || match[3] === '00' ? '' : `-${match[3]}`
  const text = (century: number): string => `${century}${match[1]}${month}${day}`
  const recent = text(20) > travelDate ? text(19) : text(20)
  return typeof parseBirthDate(recent) === 'string' ? null : recent
}
