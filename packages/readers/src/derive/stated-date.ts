import { type CalendarDate, calendarDate, digits, isoDate, monthNamed } from './calendar.ts'
import { birthDateInCentury, type CenturyChoice, expiryInCentury } from './century.ts'

/**
 * A date as stated in a message: year * 10000 + month * 100 + day. A year below 100 has no century. NaN means that the
 * text is not a date in the expected form.
 */
export type StatedDate = number

/** Reads a date `YYMMDD` or `CCYYMMDD`. */
export function statedYearFirst(text: string): StatedDate {
  return text.length === 6 || text.length === 8 ? digits(text, 0, text.length) : Number.NaN
}

/** Reads a date `DDMMYY` or `DDMMCCYY`, the form of PNRGOV. */
export function statedDayFirst(text: string): StatedDate {
  if (text.length !== 6 && text.length !== 8) return Number.NaN
  return digits(text, 4, text.length) * 10000 + digits(text, 2, 4) * 100 + digits(text, 0, 2)
}

/** Reads a date `DDMMMYY` or `DDMMMCCYY`, the form of SSR texts. */
export function statedWithMonthName(text: string): StatedDate {
  if (text.length !== 7 && text.length !== 9) return Number.NaN
  const month = monthNamed(text.slice(2, 5))
  return month === 0 ? Number.NaN : digits(text, 5, text.length) * 10000 + month * 100 + digits(text, 0, 2)
}

const year = (stated: StatedDate): number => Math.trunc(stated / 10000)
const month = (stated: StatedDate): number => Math.trunc(stated / 100) % 100
const day = (stated: StatedDate): number => stated % 100

export const hasCentury = (stated: StatedDate): boolean => stated >= 1_000_000

const IMPOSSIBLE: CenturyChoice = { date: 0, problem: 'impossible', ambiguous: false }

function asStated(stated: StatedDate): CenturyChoice {
  const date = calendarDate(year(stated), month(stated), day(stated))
  return date === 0 ? IMPOSSIBLE : { date, problem: 'none', ambiguous: false }
}

export function resolveBirthDate(stated: StatedDate, reference: CalendarDate): CenturyChoice {
  if (Number.isNaN(stated)) return IMPOSSIBLE
  if (hasCentury(stated)) return asStated(stated)
  return birthDateInCentury(year(stated), month(stated), day(stated), reference)
}

export function resolveExpiry(stated: StatedDate, birth: CalendarDate, reference: CalendarDate): CenturyChoice {
  if (Number.isNaN(stated)) return IMPOSSIBLE
  if (hasCentury(stated)) return asStated(stated)
  return expiryInCentury(year(stated), month(stated), day(stated), birth, reference)
}

/**
 * Completes any date other than a birth or expiry date: a two-digit year means 20yy. Returns YYYYMMDD, or 0 if there is
 * no such day.
 */
export function resolveOtherDate(stated: StatedDate): CalendarDate {
  if (Number.isNaN(stated)) return 0
  return calendarDate(hasCentury(stated) ? year(stated) : 2000 + year(stated), month(stated), day(stated))
}

/** Reads `HHMM` or `HHMMSS`. Returns `HH:MM` or `HH:MM:SS`, or null if there is no such time. */
export function clockTime(text: string): string | null {
  if (text.length !== 4 && text.length !== 6) return null
  const hours = digits(text, 0, 2)
  const minutes = digits(text, 2, 4)
  if (!(hours < 24 && minutes < 60)) return null
  if (text.length === 4) return `${text.slice(0, 2)}:${text.slice(2, 4)}`
  const seconds = digits(text, 4, 6)
  return seconds < 60 ? `${text.slice(0, 2)}:${text.slice(2, 4)}:${text.slice(4, 6)}` : null
}

export interface LocalDateTime {
  /** `YYYY-MM-DDTHH:MM[:SS]`; `YYYY-MM-DD` without a time; null if the date or the time is impossible. */
  value: string | null
  problem: 'none' | 'date' | 'time'
}

const NOTHING: LocalDateTime = { value: null, problem: 'none' }
const BAD_DATE: LocalDateTime = { value: null, problem: 'date' }
const BAD_TIME: LocalDateTime = { value: null, problem: 'time' }

/**
 * Joins a stated date and a clock time. If either is impossible, the whole value is null, because half a value would
 * mislead.
 */
export function localDateTime(stated: StatedDate, time: string | null): LocalDateTime {
  const date = resolveOtherDate(stated)
  if (date === 0) return BAD_DATE
  if (time === null) return { value: isoDate(date), problem: 'none' }
  const clock = clockTime(time)
  return clock === null ? BAD_TIME : { value: `${isoDate(date)}T${clock}`, problem: 'none' }
}

/** Reads the value of a DTM by its length: `YYMMDDHHMM`, `CCYYMMDDHHMM[SS]`, `YYMMDD` or `CCYYMMDD`. */
export function dateTimeOfDtm(text: string | null): LocalDateTime {
  if (text === null) return NOTHING
  const { length } = text
  const dateLength = length === 10 || length === 6 ? 6 : length === 12 || length === 8 || length === 14 ? 8 : 0
  if (dateLength === 0) return BAD_DATE
  const stated = digits(text, 0, dateLength)
  return localDateTime(stated, length > dateLength ? text.slice(dateLength) : null)
}
