import type { Register } from '../names/lexicon.ts'
import { nameWeights } from '../names/name-weights.ts'
import { type NameScore, scoreName } from '../names/score-name.ts'
import type { QualifiedName, ReadIdentity } from './read-identity.ts'
import { type FieldScore, scoreFields } from './score-fields.ts'

/** Constants of the sum, in nats, set by hand. `prior` is the log-odds before any comparison. */
export const pairWeights = {
  prior: -6.5,
  /** The most a name may add where the birth dates contradict. */
  nameCapAgainstBirthDate: 2,
  /** The lowest weight of a name where the document number is the same. */
  nameFloorWithDocument: -4,
  /** If a document has at least this weight, it is enough evidence without a name. */
  strongDocument: 5,
  /** Without a name that agrees, date, nationality, sex and place together add at most this. */
  fieldCapWithoutName: 2,
  nameThatAgrees: 1,
} as const
const w = pairWeights

interface BestName {
  a: QualifiedName
  b: QualifiedName
  score: NameScore
  quality: number
  weight: number
}
export interface PairScore {
  name: BestName | null
  kind: number
  fields: FieldScore
  caps: { relation: 'name-most' | 'name-least' | 'document' | 'birth-date' | 'fields'; weight: number }[]
  logOdds: number
}

export function qualityWeight(name: Pick<QualifiedName, 'quality'> & { read: { counting: number } }): number {
  if (name.quality === 'low' && name.read.counting <= 1) return nameWeights.quality.lowSingle
  return nameWeights.quality[name.quality]
}
const registerOf = (a: ReadIdentity, b: ReadIdentity): Register =>
  a.register === 'person' && b.register === 'person' ? 'person' : 'organisation'

/**
 * Returns the pair of names with the highest weight; the weights of several pairs are not added up. `skip` returns true for names of `b` that cannot
 * be in that pair.
 */
export function bestName(a: ReadIdentity, b: ReadIdentity, skip?: (b: QualifiedName) => boolean): BestName | null {
  let best: BestName | null = null
  const register = registerOf(a, b)
  for (const right of b.names) {
    if (skip?.(right)) continue
    for (const left of a.names) {
      const score = scoreName(left.read, right.read, register)
      const quality = qualityWeight(left) + qualityWeight(right)
      const weight = score.weight + quality
      if (!best || weight > best.weight + 1e-9) best = { a: left, b: right, score, quality, weight }
    }
  }
  return best
}

function kindWeight(a: ReadIdentity, b: ReadIdentity): number {
  const apart = (a.kind === 'person' && b.kind === 'organisation') || (a.kind === 'organisation' && b.kind === 'person')
  return apart ? nameWeights.contradiction.kind : 0
}

/**
 * Adds up the weights of one pair. `name` and `fields` must belong to this pair. The result lists the caps that apply, so that the evidence adds up.
 */
export function combine(a: ReadIdentity, b: ReadIdentity, name: BestName | null, fields: FieldScore): PairScore {
  const caps: PairScore['caps'] = []
  const kind = kindWeight(a, b)
  const document = fields.document?.weight ?? 0
  const strong = document >= w.strongDocument
  let part = name?.weight ?? 0
  const limit = (relation: PairScore['caps'][number]['relation'], to: number): void => {
    caps.push({ relation, weight: to - part })
    part = to
  }
  if (name && name.score.cap < 0) caps.push({ relation: 'name-most', weight: name.score.cap })
  if (part < nameWeights.nameFloor && !strong) limit('name-least', nameWeights.nameFloor)
  if (strong && part < w.nameFloorWithDocument) limit('document', w.nameFloorWithDocument)
  if (fields.birthDate?.hard && !strong && part > w.nameCapAgainstBirthDate)
    limit('birth-date', w.nameCapAgainstBirthDate)
  const others = [fields.birthDate, fields.nationality, fields.gender, fields.birthPlace]
  let sum = 0
  let positive = 0
  for (const field of others) {
    const weight = field?.weight ?? 0
    sum += weight
    if (weight > 0) positive += weight
  }
  if (
    !strong &&
    (part < w.nameThatAgrees || isAnotherName(name)) &&
    positive > w.fieldCapWithoutName &&
    a.names.length > 0 &&
    b.names.length > 0
  ) {
    caps.push({ relation: 'fields', weight: w.fieldCapWithoutName - positive })
    sum += w.fieldCapWithoutName - positive
  }
  return { name, kind, fields, caps, logOdds: w.prior + part + kind + sum + document }
}

/**
 * Returns whether one word agrees and another contradicts. A sibling or a twin has the same surname, birth date and nationality, but is another
 * person. Two words that resemble each other may be spellings of one name, so they are no contradiction here.
 */
function isAnotherName(name: BestName | null): boolean {
  if (name === null || name.score.links.length > 1) return false
  return name.score.left.some(
    (left) => left.kind === 'contradiction' && left.weight <= nameWeights.contradiction.unknown,
  )
}

/** Scores a pair of identities. `compare` and `screen` both use it, so their results are equal. */
export function scorePair(a: ReadIdentity, b: ReadIdentity): PairScore {
  return combine(a, b, bestName(a, b), scoreFields(a, b))
}
