import { type FieldComparison, isPartOfName, type Party } from '@entente/contracts'
import { alignField } from '@entente/matching'
import type { NameParts } from '../gateway/gateway.ts'
import type { IndexedSignal } from './signal-entry.ts'

type Names = NameParts | undefined

/**
 * Lists the fields of both sides for the comparison table: the record's value, the signal's value, and the characters that differ. A field
 * that neither side states is left out; one that only one side states is `not-said`.
 */
export function compareFields(
  { selectors }: Pick<Party, 'selectors'>,
  names: Names,
  signal: IndexedSignal,
  matchedName: { a: string; b: string } | null,
): FieldComparison[] {
  const { entry } = signal
  const values = (kind: string) =>
    selectors.filter((selector) => selector.kind === kind).map((selector) => selector.value)
  return [
    ...nameRows(values('name'), values('earlier-name'), names, entry, matchedName),
    closest('birth date', values('birth-date'), entry.birthDates ?? [], pairDates),
    documentRow(selectors, entry),
    closest('nationality', values('nationality'), entry.nationalities ?? []),
    closest('place of birth', values('birth-place'), entry.birthPlaces ?? []),
    closest('sex', values('sex'), sexOf(entry)),
  ].filter((row) => row.a !== null || row.b !== null)
}

function nameRows(
  full: string[],
  earlier: string[],
  names: Names,
  entry: IndexedSignal['entry'],
  matched: { a: string; b: string } | null,
): FieldComparison[] {
  // The name that matched is shown, and that it is an earlier one.
  if (matched !== null && isEarlierMatch(full, earlier, matched))
    return [pairNames('earlier name', matched.a, matched.b)]
  const parts = entry.parts ?? {}
  const whole = entry.names[0]
  const primary = typeof whole === 'string' ? whole : (whole?.name ?? null)
  const matchedPrimary = matched === null || matched.b === primary
  // The parts belong to the entry's first name. If another name matched, the whole names are shown side by side.
  if (names?.family && parts.family !== undefined && matchedPrimary) {
    return [
      pairNames('family name', names.family, parts.family),
      pairNames('given names', names.given, parts.given ?? null),
    ]
  }
  return [pairNames('name', matched?.a ?? full[0] ?? null, matched?.b ?? primary)]
}

/** Returns the kinds of data of which a comparison shows an earlier value, because that value agrees. */
export const earlierKinds = (rows: readonly FieldComparison[]): ('name' | 'document')[] =>
  (['name', 'document'] as const).filter((kind) => rows.some(({ field }) => field === `earlier ${kind}`))

/** Tests whether a hit matched a name that the party no longer has. */
function isEarlierMatch(current: readonly string[], earlier: readonly string[], matched: { a: string }): boolean {
  const among = (names: readonly string[]) => names.some((name) => name.trim().slice(0, 500) === matched.a)
  return among(earlier) && !among(current)
}

/** Compares the documents. An earlier document is shown only if it agrees better than every current one. */
function documentRow(own: Party['selectors'], entry: IndexedSignal['entry']): FieldComparison {
  const numbers = (kind: string) => own.filter((selector) => selector.kind === kind).map((selector) => selector.value)
  const stated = (entry.documents ?? []).map((document) => document.number)
  const current = closest('document', numbers('document'), stated)
  const earlier = closest('earlier document', numbers('earlier-document'), stated)
  if (earlier.relation !== 'same' && earlier.relation !== 'spelling') return current
  return current.relation === 'not-said' || distance(earlier) < distance(current) ? earlier : current
}

/** Returns the pair of values that agrees best. */
function closest(field: string, a: readonly string[], b: readonly string[], side: typeof pair = pair): FieldComparison {
  let best: FieldComparison | null = null
  for (const left of a) {
    for (const right of b) {
      const row = side(field, left, right)
      if (best === null || distance(row) < distance(best)) best = row
    }
  }
  return best ?? pair(field, a[0] ?? null, b[0] ?? null)
}

const relations = ['same', 'spelling', 'differs', 'not-said']
const distance = (row: FieldComparison): number => relations.indexOf(row.relation) * 1000 + row.places.length

function pair(field: string, a: string | null, b: string | null): FieldComparison {
  if (a === null || b === null) return { field, a, b, relation: 'not-said', places: [] }
  return { field, a, b, ...alignField(a, b) }
}

/** Compares names. A name of which only a part is missing is alike, as in the cell of the name: no written character differs. */
function pairNames(field: string, a: string | null, b: string | null): FieldComparison {
  const row = pair(field, a, b)
  if (a === null || b === null || row.relation === 'same') return row
  return isPartOfName(a, b) || isPartOfName(b, a) ? { ...row, relation: 'spelling', places: [] } : row
}

/** Compares dates. A partial date agrees with a full one that it is a prefix of: 1988 and 14 March 1988 do not differ. */
function pairDates(field: string, a: string | null, b: string | null): FieldComparison {
  if (a !== null && b !== null && (a.startsWith(`${b}-`) || b.startsWith(`${a}-`))) {
    return { field, a, b, relation: 'same', places: [] }
  }
  return pair(field, a, b)
}

function sexOf(entry: IndexedSignal['entry']): string[] {
  const letters = { female: 'F', male: 'M', other: 'X' } as const
  return entry.gender ? [letters[entry.gender]] : []
}
