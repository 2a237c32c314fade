import type { Register } from '../names/lexicon.ts'
import { nameWeights } from '../names/name-weights.ts'
import { type NameScore, scoreName } from '../names/score-name.ts'
import type { QualifiedName, ReadIdentity } from './read-identity.ts'
import { type FieldScore, scoreFields } from './score-fields.ts'

/** Constants of the whole, in nats (matching.md 3.8). `prior`: the odds before anything was compared. */
export const pairWeights = {
  prior: -6.5,
  /** The most a name may add against a birth date that contradicts. */
  nameCapAgainstBirthDate: 2,
  /** The least a name takes away where a document's number is the same. */
  nameFloorWithDocument: -4,
  /** A document of this weight stands by itself. */
  strongDocument: 5,
  /** Without a name that agrees, date, nationality and place together say no more than this. */
  fieldCapWithoutName: 2,
  nameThatAgrees: 1,
} as const
const w = pairWeights

export interface BestName {
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
export const registerOf = (a: ReadIdentity, b: ReadIdentity): Register =>
  a.register === 'person' && b.register === 'person' ? 'person' : 'organisation'

/** The pair of names that agree best; names never add up. `skip` leaves out pairs that cannot be it. */
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

/** The most the log-odds can be when the name adds at most `name`: every cap only lowers it. */
export function boundPair(a: ReadIdentity, b: ReadIdentity, name: number, fields: FieldScore): number {
  const strong = (fields.document?.weight ?? 0) >= w.strongDocument
  const part = fields.birthDate?.hard && !strong ? Math.min(name, w.nameCapAgainstBirthDate) : name
  const others = [fields.birthDate, fields.nationality, fields.gender, fields.birthPlace, fields.document]
  return w.prior + kindWeight(a, b) + others.reduce((sum, field) => sum + (field?.weight ?? 0), part)
}

/** Adds the parts up. `fields` and `name` are of the same pair. */
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
    (part < w.nameThatAgrees || namesAnother(name)) &&
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
 * One word agrees and another stands against it: a sibling or a twin shares surname, birth date and nationality, and is another person all the same. A word
 * that only resembles the other may be a spelling, and does not count as standing against it.
 */
function namesAnother(name: BestName | null): boolean {
  if (name === null || name.score.links.length > 1) return false
  return name.score.left.some(
    (left) => left.kind === 'contradiction' && left.weight <= nameWeights.contradiction.unknown,
  )
}

/** The one scorer: `compare` and `screen` both give what this gives. */
export function scorePair(a: ReadIdentity, b: ReadIdentity): PairScore {
  return combine(a, b, bestName(a, b), scoreFields(a, b))
}
