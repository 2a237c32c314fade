import type { FindingPosition } from '@entente/contracts'
import type { FindingCode } from '../findings/severities.ts'
import { type CalendarDate, calendarDate, digits, isoDate } from './calendar.ts'
import { birthDateInCentury, type CenturyChoice } from './century.ts'
import { hasCentury, resolveBirthDate, type StatedDate } from './stated-date.ts'

/** A birth date as far as a text states it. */
export interface BirthDate {
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; null if the text is no date, or may be several. */
  value: string | null
  /** The rule that derived the value; null if the text states the whole date in the form of its message. */
  rule: 'birth-date-century' | 'birth-date-form' | 'birth-date-partial' | null
  findings: readonly { code: FindingCode; message: string }[]
}

const NOTHING: BirthDate['findings'] = []
const IMPOSSIBLE: BirthDate = {
  value: null,
  rule: null,
  findings: [{ code: 'DATE_INVALID', message: 'birth date: no such date' }],
}

/**
 * Reads a birth date. `stated` is the text in the form of its message (`YYMMDD`, `DDMMMYY`); NaN if it has another form.
 * A text that is no date in that form is read in the other forms of `otherForm`. `format` is the code of the form (UN/EDIFACT
 * 2379), such as 602 for a year. A two-digit year gets the latest century that is not after the reference date of `message`.
 *
 * @example readBirthDate('9004', Number.NaN, '609', message).value // '1990-04'
 */
export function readBirthDate(
  literal: string,
  stated: StatedDate,
  format: string | null,
  message: { referenceDate(): CalendarDate },
): BirthDate {
  const part = format === null ? null : partOfFormat(literal, format)
  if (part !== null) return partialDate(part, message.referenceDate(), null)
  const choice = resolveBirthDate(stated, hasCentury(stated) ? 0 : message.referenceDate())
  if (choice.date !== 0 || choice.problem === 'no-reference') {
    return wholeDate(choice, hasCentury(stated) ? null : 'birth-date-century', NOTHING)
  }
  const reference = message.referenceDate()
  const read = otherForm(literal.trim().toUpperCase(), reference, Number.isNaN(stated))
  if (read === null) return IMPOSSIBLE
  if ('either' in read) {
    const finding = { code: 'DATE_AMBIGUOUS' as const, message: `birth date: may be ${read.either}` }
    return { value: null, rule: null, findings: [finding] }
  }
  if (read.month === 0 || read.day === 0) return partialDate(read, reference, read.reason ?? null)
  const whole = read.hasCentury
    ? statedIn(read, reference)
    : birthDateInCentury(read.year, read.month, read.day, reference)
  if (whole.date === 0 && whole.problem === 'impossible') return IMPOSSIBLE
  const shown = whole.date === 0 ? 'a date' : isoDate(whole.date)
  const finding = {
    code: 'DATE_FORM' as const,
    message: `birth date: in another form than the message has, read as ${shown}`,
  }
  return wholeDate(whole, 'birth-date-form', [finding])
}

/** Receives findings about one text. */
interface Sink {
  reportAt(code: FindingCode, message: string, place: FindingPosition, literal: string, at: string): void
}

/** Reports what was uncertain about a birth date at its place. */
export function reportBirthDate(
  sink: Sink,
  { findings }: BirthDate,
  place: FindingPosition,
  literal: string,
  at: string,
): void {
  for (const { code, message } of findings) sink.reportAt(code, message, place, literal, at)
}

/** Tests whether two birth dates of one document can be the same: one may be a part of the other. */
export const isPartOf = (part: string, whole: string): boolean => whole.startsWith(`${part}-`)

interface Parts {
  year: number
  hasCentury: boolean
  /** 0: not stated. */
  month: number
  day: number
  /** The reason for which a stated part is not used. */
  reason?: string
}

function wholeDate(choice: CenturyChoice, rule: BirthDate['rule'], findings: BirthDate['findings']): BirthDate {
  if (choice.date === 0) return withoutCentury(findings)
  return { value: isoDate(choice.date), rule, findings: choice.ambiguous ? [...findings, ANOTHER_CENTURY] : findings }
}

const ANOTHER_CENTURY = {
  code: 'CENTURY_AMBIGUOUS',
  message: 'the birth date a century earlier would be believable too',
} as const
const withoutCentury = (findings: BirthDate['findings']): BirthDate => ({
  value: null,
  rule: null,
  findings: [...findings, { code: 'CENTURY_AMBIGUOUS', message: 'nothing says which century' }],
})

/** Gives a year, or a year and a month, with the findings that say so. */
function partialDate(parts: Parts, reference: CalendarDate, reason: string | null): BirthDate {
  const { month } = parts
  const what = month === 0 ? 'only the year is stated' : 'only the year and the month are stated'
  const findings: BirthDate['findings'] = [{ code: 'DATE_PARTIAL', message: `birth date: ${reason ?? what}` }]
  // The first day stands for the part: it is the earliest day, so a child born this month is not born in the future.
  const choice = parts.hasCentury
    ? statedIn({ ...parts, month: month || 1, day: 1 }, reference)
    : birthDateInCentury(parts.year, month || 1, 1, reference)
  if (choice.date === 0) return choice.problem === 'impossible' ? IMPOSSIBLE : withoutCentury(findings)
  const value = isoDate(choice.date).slice(0, month === 0 ? 4 : 7)
  return {
    value,
    rule: 'birth-date-partial',
    findings: choice.ambiguous ? [...findings, ANOTHER_CENTURY] : findings,
  }
}

function statedIn({ year, month, day }: Parts, reference: CalendarDate): CenturyChoice {
  const date = isLikelyYear(year, reference) ? calendarDate(year, month, day) : 0
  const isFuture = reference !== 0 && date > reference
  return { date: isFuture ? 0 : date, problem: date === 0 || isFuture ? 'impossible' : 'none', ambiguous: false }
}

/** A year outside of this range in a repaired text is no year, so the repair is refused. */
function isLikelyYear(year: number, reference: CalendarDate): boolean {
  const last = reference === 0 ? 2099 : Math.trunc(reference / 10000)
  return year <= last && year >= last - 130
}

const FORMATS = new Map([
  ['601', 'YY'],
  ['602', 'CCYY'],
  ['609', 'YYMM'],
  ['610', 'CCYYMM'],
])

/** Reads a part of a date whose form the message names. */
function partOfFormat(literal: string, format: string): Parts | null {
  const form = FORMATS.get(format)
  if (form === undefined || literal.length !== form.length) return null
  const century = form.startsWith('CC')
  const year = digits(literal, 0, century ? 4 : 2)
  const month = form.endsWith('MM') ? digits(literal, century ? 4 : 2, literal.length) : 0
  return month <= 12 && year >= 0 ? { year, hasCentury: century, month, day: 0 } : null
}

type OtherForm = Parts | { either: string } | null

/**
 * Reads the forms in which senders write birth dates against the layout: a part (`1990`, `9004`, `199004`), zeros, `X` or
 * `<` for what is unknown (`900000`), a month by name (`12APR1990`, `APR90`), separators (`1990-04-12`, `12/04/1990`), and a
 * time after the date. Every form is one assumption; a text that fits two forms gives both.
 */
function otherForm(text: string, reference: CalendarDate, hasMonthName: boolean): OtherForm {
  const filled = /^\d\d[\dX<]+$/.test(text) ? text.replaceAll(/[X<]/g, '0') : text
  // Zeros alone are a filler for an unknown date, not the year 2000.
  if (/^0+$/.test(filled)) return null
  if (!/^\d+$/.test(filled)) return withMonthName(text) ?? withSeparators(text)
  return (hasMonthName ? inPlaceOfMonthName(filled, reference) : null) ?? ofDigits(filled, reference)
}

/** Reads digits where a date with the name of a month belongs: no convention says whether the day or the year is first. */
function inPlaceOfMonthName(text: string, reference: CalendarDate): OtherForm {
  const pair = (from: number): number => digits(text, from, from + 2)
  if (text.length === 8 && isLikelyYear(digits(text, 0, 4), reference) && pair(6) > 0) {
    return { year: digits(text, 0, 4), hasCentury: true, month: pair(4), day: pair(6) }
  }
  if (text.length !== 6) return null
  const exists = (year: number, day: number): boolean =>
    birthDateInCentury(year, pair(2), day, reference).problem !== 'impossible'
  const [yearFirst, dayFirst] = [exists(pair(0), pair(4)), exists(pair(4), pair(0))]
  if (yearFirst && dayFirst && pair(0) !== pair(4))
    return { either: 'a date with the day first or with the year first' }
  if (!yearFirst && !dayFirst) return null
  const [year, day] = yearFirst ? [pair(0), pair(4)] : [pair(4), pair(0)]
  return { year, hasCentury: false, month: pair(2), day }
}

function ofDigits(text: string, reference: CalendarDate): OtherForm {
  const [two, four] = [digits(text, 0, 2), digits(text, 0, 4)]
  const pair = (from: number): number => digits(text, from, from + 2)
  const likely = isLikelyYear(four, reference)
  switch (text.length) {
    case 4: {
      const isMonth = pair(2) >= 1 && pair(2) <= 12
      if (likely && isMonth) return { either: `the year ${four} or month ${pair(2)} of a year ${text.slice(0, 2)}` }
      if (likely) return { year: four, hasCentury: true, month: 0, day: 0 }
      return isMonth ? { year: two, hasCentury: false, month: pair(2), day: 0 } : null
    }
    case 6:
      if (pair(4) === 0 && pair(2) <= 12) return { year: two, hasCentury: false, month: pair(2), day: 0 }
      return likely && pair(4) <= 12 ? { year: four, hasCentury: true, month: pair(4), day: 0 } : null
    case 8:
      return likely && pair(6) === 0 && pair(4) <= 12 ? { year: four, hasCentury: true, month: pair(4), day: 0 } : null
    case 10:
      return isTime(text, 6) ? { year: two, hasCentury: false, month: pair(2), day: pair(4) } : null
    case 12:
    case 14:
      return isTime(text, 8) ? { year: four, hasCentury: true, month: pair(4), day: pair(6) } : null
    default:
      return null
  }
}

const isTime = (text: string, at: number): boolean =>
  digits(text, at, at + 2) < 24 &&
  digits(text, at + 2, at + 4) < 60 &&
  (text.length <= at + 4 || digits(text, at + 4, at + 6) < 60)

const MONTHS = 'JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER'.split(' ')
const monthOf = (name: string): number => MONTHS.findIndex((month) => month.startsWith(name)) + 1

/** Reads `12APR1990`, `12-APR-90`, `1 APRIL 1990`, `APR1990`, `00APR90`. */
function withMonthName(text: string): Parts | null {
  const found = /^(\d{1,2})?[-/. ]?([A-Z]{3,9})[-/. ]?(\d{4}|\d{2})$/.exec(text)
  const month = found === null ? 0 : monthOf(found[2] as string)
  if (found === null || month === 0) return null
  const year = found[3] as string
  return { year: Number(year), hasCentury: year.length === 4, month, day: Number(found[1] ?? 0) }
}

/** Reads `1990-04-12`, `1990/04`, `90.04.12` (no day has the number 90), `12/04/1990`, `04/1990`. */
function withSeparators(text: string): Parts | null {
  const first = /^(\d{4}|\d{2})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ][\d:.+Z-]*)?$/.exec(text)
  if (first !== null && (first[1]?.length === 4 || (Number(first[1]) > 31 && first[3] !== undefined))) {
    const [year, month, day] = [first[1] as string, Number(first[2]), Number(first[3] ?? 0)]
    return month > 12 || (month === 0 && day > 0)
      ? null
      : { year: Number(year), hasCentury: year.length === 4, month, day }
  }
  const last = /^(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})$/.exec(text)
  if (last === null) return null
  const [year, a, b] = [Number(last[3]), last[1] === undefined ? null : Number(last[1]), Number(last[2])]
  if (a === null) return b > 12 ? null : { year, hasCentury: true, month: b, day: 0 }
  if (a <= 12 && b <= 12 && a > 0 && b > 0 && a !== b) {
    const reason = 'day and month may be the other way round, so only the year is used'
    return { year, hasCentury: true, month: 0, day: 0, reason }
  }
  const [month, day] = b > 12 ? [a, b] : [b, a]
  return month > 12 || (month === 0 && day > 0) ? null : { year, hasCentury: true, month, day }
}
