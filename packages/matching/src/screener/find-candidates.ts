import { nameWeights } from '../names/name-weights.ts'
import type { QualifiedName, ReadIdentity } from '../score/read-identity.ts'
import { pairWeights } from '../score/score-pair.ts'
import { documentKeysToFind } from './document-keys.ts'
import { FieldBounds } from './field-bounds.ts'
import { NameSearch } from './name-search.ts'
import type { Part } from './part.ts'
import { Scratch } from './search-scratch.ts'
import { entryOf, isUsable, type Segment } from './segment.ts'

/** An entry whose score may reach the cut-off. */
export interface Candidate {
  part: Part
  entry: number
  /** An upper bound of the entry's log-odds. */
  bound: number
  /** The names that may reach the cut-off; null where every name may. */
  names: Set<number> | null
}
const scratch = new Scratch()

/** Finds the entries of one part whose log-odds can reach `least`. Every entry whose log-odds in `compare` reach it is found. */
export function findCandidates(part: Part, subject: ReadIdentity, least: number): Candidate[] {
  const { segment } = part
  const found = new Map<number, Candidate>()
  if (segment.entries === 0) return []
  // Take entries with an equal document or with one that differs in one place. Other documents have no weight (compare-documents.ts).
  const take = (entry: number): void => {
    if (!part.isDead(entry)) found.set(entry, { part, entry, bound: Number.POSITIVE_INFINITY, names: null })
  }
  for (const { folded } of subject.documents) {
    const keys = documentKeysToFind(folded)
    for (let at = 0; at < keys.length; at += 1) segment.lists.documents.each(keys[at] ?? 0, take)
  }
  const fields = new FieldBounds(subject, segment, part.values, least)
  for (const entry of withoutName(segment, subject, least)) {
    if (found.has(entry) || part.isDead(entry)) continue
    const bound = fields.total(entry, null)
    if (bound >= least) found.set(entry, { part, entry, bound, names: null })
  }
  for (const name of subject.names) searchName(part, subject, name, { fields, least, found })
  return [...found.values()]
}

/** Yields entries that may be hits without a comparison of names. */
function* withoutName({ columns, entries }: Segment, subject: ReadIdentity, least: number): Generator<number> {
  if (subject.names.length > 0 && pairWeights.prior < least) yield* columns.nameless
  else
    for (let entry = 0; entry < entries; entry += 1)
      if (subject.names.length === 0 || columns.entryNames[entry] === columns.entryNames[entry + 1])
        if (isUsable(columns, entry)) yield entry
}

function searchName(
  part: Part,
  subject: ReadIdentity,
  name: QualifiedName,
  { fields, least, found }: { fields: FieldBounds; least: number; found: Map<number, Candidate> },
): void {
  const { segment } = part
  const search = new NameSearch(segment, part.finder, scratch, name, subject.register)
  try {
    search.walk(fields, (place, need) => {
      if (fields.totalOf(place, nameWeights.nameCap) < least) return
      let most = search.bound(place, need)
      if (most < need || fields.totalOf(place, most) < least) return
      const entry = entryOf(segment.columns, place)
      if (part.isDead(entry)) return
      most = search.tighten(place, most)
      const bound = fields.totalOf(place, most)
      if (most < need || bound < least) return
      const known = found.get(entry)
      if (known === undefined) found.set(entry, { part, entry, bound, names: new Set([place]) })
      else {
        known.bound = Math.max(known.bound, bound)
        known.names?.add(place)
      }
    })
  } finally {
    search.end()
  }
}

/** Returns a filter that is true for those names of a candidate that cannot reach the cut-off. */
export function skipOf({ part, entry, names }: Candidate, read: ReadIdentity): (name: QualifiedName) => boolean {
  if (names === null) return () => false
  const first = part.segment.columns.entryNames[entry] ?? 0
  const possible = new Set(read.names.filter((_, at) => names.has(first + at)))
  return (name) => !possible.has(name)
}
