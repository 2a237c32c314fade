import { type EvidenceSentence, evidenceSentence } from '../evidence/evidence-sentences.ts'
import type { BirthDateRelation } from './compare-birth-dates.ts'
import type { BirthDate } from './parse-birth-date.ts'

/** Writes one sentence about the relation of two birth dates. */
export function birthDateText(pair: BirthDateRelation & { a: BirthDate; b: BirthDate }): EvidenceSentence {
  const years = Math.max(0, pair.a.from - pair.b.to, pair.b.from - pair.a.to)
  const { from, to } = pair.a.precision === 'interval' ? pair.a : pair.b
  switch (pair.relation) {
    case 'equal':
      return evidenceSentence('evidence.birth-date.same')
    case 'unknown-day-convention':
      return evidenceSentence('evidence.birth-date.unknown-day')
    case 'day-month-swapped':
      return evidenceSentence('evidence.birth-date.exchanged')
    case 'one-digit':
      return evidenceSentence('evidence.birth-date.one-digit')
    case 'one-digit-of-year':
      return evidenceSentence('evidence.birth-date.one-digit-of-year')
    case 'month-only':
      return evidenceSentence('evidence.birth-date.month-only')
    case 'year-only':
      return evidenceSentence('evidence.birth-date.year-only')
    case 'same-year':
      return evidenceSentence('evidence.birth-date.same-year')
    case 'approximate-equal':
      return evidenceSentence('evidence.birth-date.approximate')
    case 'approximate-near':
      return evidenceSentence('evidence.birth-date.approximate-near', { years })
    case 'approximate-apart':
      return evidenceSentence('evidence.birth-date.approximate-apart', { years })
    case 'interval':
      return evidenceSentence('evidence.birth-date.interval', { from, to })
    case 'beside-interval':
    case 'outside-interval':
      return evidenceSentence('evidence.birth-date.outside-interval', { years, from, to })
    default:
      return evidenceSentence('evidence.birth-date.apart', { years })
  }
}
