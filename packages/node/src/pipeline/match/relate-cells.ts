import type { Cell, CellRelation, HitEvidence } from '@entente/contracts'
import { normaliseDocumentNumber } from '@entente/matching'

/** The lines of evidence that the cells are read from. Lines that an older release stored lack some of these fields. */
type EvidenceLine = Pick<HitEvidence, 'kind' | 'weight'> & Partial<Pick<HitEvidence, 'a' | 'b' | 'relation' | 'values'>>

/** The values that both sides state and of which the matcher writes no evidence, because they do not agree. */
export interface Stated {
  /** Whether both sides give a name. */
  names: boolean
  documents: { a: readonly string[]; b: readonly string[] }
}

/** Returns what two identities state on both sides. */
export const statedBy = (a: Sides, b: Sides): Stated => ({
  names: a.names.length > 0 && b.names.length > 0,
  documents: { a: numbersOf(a), b: numbersOf(b) },
})
interface Sides {
  names: readonly unknown[]
  documents?: readonly { number: string }[] | undefined
}
const numbersOf = ({ documents }: Sides): string[] => (documents ?? []).map(({ number }) => number)

/** How many places of two document numbers may differ so that they are alike. */
const alikePlaces = 2
const dayMs = 86_400_000

/**
 * Returns the cells of a hit on an identity: name, birth date, document, nationality. The relations follow the matcher's
 * own comparison, so that list, case, API and second person agree. No cell contains a value.
 */
export function relateCells(evidence: readonly EvidenceLine[], stated: Stated): Cell[] {
  return [
    relateName(evidence, stated.names),
    relateBirthDate(evidence),
    relateDocument(evidence, stated.documents),
    relateNationality(evidence),
  ]
}

const cell = (id: string, relation: CellRelation, how: string | null = null): Cell => ({ id, relation, how })

/** Tests whether two words with this relation are the same name: equal, written together or apart, or read from another script. */
export const isSameWord = (relation: string): boolean => ['equal', 'joined', 'order', 'reading'].includes(relation)

function relateName(evidence: readonly EvidenceLine[], bothSides: boolean): Cell {
  const about = (kind: string) => evidence.filter((line) => line.kind === kind)
  const words = about('token')
  // A person compared with an organisation has a contradiction that is about no word.
  const contradicted = about('contradiction').some(({ relation }) => relation !== 'kind')
  if (words.length === 0 && !contradicted) return cell('name', bothSides ? 'differs' : 'not-said')
  if (contradicted || words.length === 0) return cell('name', 'differs')
  if (about('omission').length > 0) return cell('name', 'alike', 'part')
  const relations = new Set(words.map(({ relation }) => relation ?? ''))
  if (![...relations].every(isSameWord)) return cell('name', 'alike', 'spelling')
  if (about('mixed-script').length > 0) return cell('name', 'alike', 'letters')
  return cell('name', 'same', relations.has('reading') ? 'script' : null)
}

const alikeDates: Readonly<Record<string, string>> = {
  'day-month-swapped': 'exchanged',
  'month-only': 'month',
  'year-only': 'year',
  'unknown-day-convention': 'dayUnknown',
  'approximate-equal': 'year',
  interval: 'year',
}

function relateBirthDate(evidence: readonly EvidenceLine[]): Cell {
  const line = evidence.find(({ kind }) => kind === 'birth-date')
  if (line === undefined) return cell('birth-date', 'not-said')
  const relation = line.relation ?? ''
  if (relation === 'equal') return cell('birth-date', 'same')
  const how = alikeDates[relation] ?? (isOneDayApart(line.a ?? '', line.b ?? '') ? 'oneDay' : null)
  return how === null ? cell('birth-date', 'differs') : cell('birth-date', 'alike', how)
}

function isOneDayApart(a: string, b: string): boolean {
  const [first, second] = [a, b].map((date) => (/^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN))
  return Math.abs((first ?? Number.NaN) - (second ?? Number.NaN)) === dayMs
}

function relateDocument(evidence: readonly EvidenceLine[], { a, b }: Stated['documents']): Cell {
  const line = evidence.find(({ kind }) => kind === 'document')
  if (line !== undefined) {
    if (line.values?.issuer === 'differs') return cell('document', 'alike', 'issuer')
    return line.relation === 'equal' ? cell('document', 'same') : cell('document', 'alike', 'places')
  }
  const [left, right] = [a, b].map((numbers) => numbers.flatMap((number) => normaliseDocumentNumber(number) ?? []))
  if (left === undefined || right === undefined || left.length === 0 || right.length === 0)
    return cell('document', 'not-said')
  // The matcher weighs one differing place only; a second one is a reason to look at both numbers.
  const isAlike = left.some((one) => right.some((other) => differingPlaces(one, other) <= alikePlaces))
  return isAlike ? cell('document', 'alike', 'places') : cell('document', 'differs')
}

/** Counts the places at which two numbers of one length differ. Numbers of different length differ in every place. */
function differingPlaces(a: string, b: string): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  let places = 0
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) places += 1
  return places
}

function relateNationality(evidence: readonly EvidenceLine[]): Cell {
  const line = evidence.find(({ kind }) => kind === 'nationality')
  if (line === undefined) return cell('nationality', 'not-said')
  return cell('nationality', line.relation === 'equal' ? 'same' : 'differs')
}
