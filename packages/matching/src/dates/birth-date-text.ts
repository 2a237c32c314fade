import type { BirthDateRelation } from './compare-birth-dates.ts'
import type { BirthDate } from './parse-birth-date.ts'

const years = ({ from, to }: BirthDate): string => `${from} to ${to}`

/** Writes one sentence about the relation of two birth dates. */
export function birthDateText(pair: BirthDateRelation & { a: BirthDate; b: BirthDate }): string {
  const apart = Math.max(0, pair.a.from - pair.b.to, pair.b.from - pair.a.to)
  const yearsApart = apart === 1 ? 'one year' : `${apart} years`
  switch (pair.relation) {
    case 'equal':
      return 'The birth date is the same, to the day.'
    case 'unknown-day-convention':
      return 'The birth dates are the same, on a day that often stands for "day not known"; the year counts.'
    case 'day-month-swapped':
      return 'The birth dates are the same with day and month exchanged.'
    case 'one-digit':
      return 'The birth dates differ by one slip of the digits, in the same year.'
    case 'one-digit-of-year':
      return 'The birth dates differ by one slip of the digits, in the year.'
    case 'month-only':
      return 'The birth dates agree in year and month; one of them has no day.'
    case 'year-only':
      return 'The year of birth is the same; one side has no more than the year.'
    case 'same-year':
      return 'The year of birth is the same, but not the day.'
    case 'approximate-equal':
      return 'The year of birth agrees with the approximate year.'
    case 'approximate-near':
      return `The year of birth is ${yearsApart} from the approximate year.`
    case 'approximate-apart':
      return `The year of birth is ${yearsApart} from the approximate year: too far.`
    case 'interval':
      return `The year of birth lies within ${years(pair.a.precision === 'interval' ? pair.a : pair.b)}.`
    case 'beside-interval':
    case 'outside-interval':
      return `The year of birth is ${yearsApart} outside ${years(pair.a.precision === 'interval' ? pair.a : pair.b)}.`
    default:
      return `The birth dates are ${yearsApart} apart.`
  }
}
