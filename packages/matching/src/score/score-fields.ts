import { type BirthDateRelation, compareBirthDates } from '../dates/compare-birth-dates.ts'
import type { BirthDate } from '../dates/parse-birth-date.ts'
import { compareDocuments, type DocumentRelation } from '../identifiers/compare-documents.ts'
import { defaultShare, nationalityShares } from '../tables/countries.ts'
import type { ReadIdentity } from './read-identity.ts'

/** Weights in nats, set by hand. */
export const fieldWeights = {
  nationalityMost: 2.5,
  nationalityLeast: 0.2,
  nationalityOther: -1,
  genderEqual: 0.3,
  genderOther: -1.5,
  placeEqual: 1.5,
} as const
const w = fieldWeights

/** The comparison of all fields except the name. A property is null where one side lacks the field. */
export interface FieldScore {
  birthDate: (BirthDateRelation & { a: BirthDate; b: BirthDate }) | null
  nationality: { a: string; b: string; relation: 'equal' | 'differs'; share: number | null; weight: number } | null
  gender: { a: string; b: string; relation: 'equal' | 'differs'; weight: number } | null
  birthPlace: { a: string; b: string; weight: number } | null
  document: DocumentRelation | null
}

function nationality(a: ReadIdentity['nationalities'], b: ReadIdentity['nationalities']): FieldScore['nationality'] {
  const first = a[0]
  const other = b[0]
  if (!first || !other) return null
  let best: FieldScore['nationality'] = null
  for (const left of a)
    for (const right of b) {
      const code = left.codes.find((item) => right.codes.includes(item))
      if (code === undefined) continue
      const share = nationalityShares[code] ?? defaultShare
      const weight = Math.min(w.nationalityMost, Math.max(w.nationalityLeast, Math.log(0.8 / share)))
      if (!best || weight > best.weight) best = { a: left.written, b: right.written, relation: 'equal', share, weight }
    }
  return best ?? { a: first.written, b: other.written, relation: 'differs', share: null, weight: w.nationalityOther }
}

/** Compares all fields of two identities except the name. Weights are in nats. */
export function scoreFields(a: ReadIdentity, b: ReadIdentity): FieldScore {
  const gender =
    a.gender && b.gender && a.gender !== 'other' && b.gender !== 'other'
      ? a.gender === b.gender
        ? ({ a: a.gender, b: b.gender, relation: 'equal', weight: w.genderEqual } as const)
        : ({ a: a.gender, b: b.gender, relation: 'differs', weight: w.genderOther } as const)
      : null
  let birthPlace: FieldScore['birthPlace'] = null
  for (const left of a.birthPlaces)
    for (const right of b.birthPlaces)
      if (!birthPlace && left.folded === right.folded)
        birthPlace = { a: left.written, b: right.written, weight: w.placeEqual }
  return {
    birthDate: compareBirthDates(a.birthDates, b.birthDates),
    nationality: nationality(a.nationalities, b.nationalities),
    gender,
    birthPlace,
    document: compareDocuments(a.documents, b.documents),
  }
}
