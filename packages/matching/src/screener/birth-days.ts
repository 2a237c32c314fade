import { differingDigits } from '../dates/compare-birth-dates.ts'
import { type BirthDate, parseBirthDate } from '../dates/parse-birth-date.ts'
import { dayFrom, vague, yearShift } from './segment.ts'

/** Returns a single exact birth date as eight digits of four bits each; 0 where there is not exactly one exact date. */
export const digitsOf = (dates: readonly BirthDate[]): number => {
  const [date] = dates
  if (dates.length !== 1 || date === undefined || date.precision !== 'day') return 0
  return date.digits
}
/** Packs birth dates into one small number (`dayFrom`, segment.ts); 0 where that is not possible. */
export function dayOf(dates: readonly BirthDate[]): number {
  const [date] = dates
  if (date === undefined) return vague.none
  const year = date.from - dayFrom
  if (dates.length !== 1 || year < 0 || year > 127) return 0
  if (date.precision === 'day') return (year << yearShift) | (date.month << 5) | date.day
  if (date.precision === 'year') return (year << yearShift) | vague.year
  // Only the year of such a date is compared.
  return date.precision === 'approximate' ? (year << yearShift) | vague.approximate : 0
}
const cache: (readonly BirthDate[] | undefined)[] = new Array(1 << 16)
/** Unpacks birth dates from a number that `dayOf` packed. It must not be 0. */
export function datesOf(day: number): readonly BirthDate[] {
  const known = cache[day]
  if (known !== undefined) return known
  const year = String(dayFrom + (day >>> yearShift))
  const two = (value: number): string => String(value).padStart(2, '0')
  const month = (day >>> 5) & 15
  const of = day & 31
  const dates = datesOfSet(
    month > 0
      ? `${year}-${two(month)}-${two(of)}`
      : of === vague.none
        ? ''
        : `${year}${of === vague.approximate ? '~' : ''}`,
  )
  cache[day] = dates
  return dates
}
/** Parses a stored set of birth dates: their texts, separated by `|`. */
export const datesOfSet = (text: string): BirthDate[] =>
  text.split('|').flatMap((one) => {
    const read = one === '' ? [] : parseBirthDate(one)
    return typeof read === 'string' ? [] : read
  })
/** Counts the digits in which two numbers of eight digits differ. */
export function countDifferingDigits(a: number, b: number): number {
  let count = 0
  for (let any = differingDigits(a, b); any !== 0; any &= any - 1) count += 1
  return count
}
export const yearOf = (digits: number): number => {
  const year = digits >>> 16
  return (year >>> 12) * 1000 + ((year >>> 8) & 15) * 100 + ((year >>> 4) & 15) * 10 + (year & 15)
}
