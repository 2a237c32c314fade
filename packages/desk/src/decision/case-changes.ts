import { blockingParts, type CaseDetail, type CasePart, type Hit, type StrengthShown } from '@entente/contracts'

type Shown = Pick<CaseDetail, 'version' | 'partVersions' | 'notes'>

/** Lists the parts that changed between the case on screen and its newest state. */
export function changedParts(shown: Shown, fresh: Shown): CasePart[] {
  const parts = Object.entries(fresh.partVersions) as [CasePart, number][]
  const changed = parts.filter(([, version]) => version > shown.version).map(([part]) => part)
  return fresh.notes.length === shown.notes.length ? changed : [...changed, 'notes']
}

/** How a change is announced: `blocking` and `state` stop recording until it was seen; `quiet` does not. */
export type ChangeKind = 'none' | 'quiet' | 'blocking' | 'state'
export function kindOf(parts: readonly CasePart[]): ChangeKind {
  if (parts.includes('state')) return 'state'
  if (parts.some((part) => (blockingParts as readonly CasePart[]).includes(part))) return 'blocking'
  return parts.length > 0 ? 'quiet' : 'none'
}

/** A compared value before and after a change, and how closely the sides agreed. Null if there was none. */
export interface ChangedValue {
  place: number
  field: string
  side: 'record' | 'signal'
  before: string | null
  after: string | null
}
/** The strength that a hit had and has. Null if the hit is new or no longer applies. */
export interface ChangedStrength {
  place: number
  before: StrengthShown | null
  after: StrengthShown | null
}

/** Lists the compared values that changed, and the strength of each hit that changed at all. Hits have the places of the newest state. */
export function changedEvidence(
  shown: readonly Hit[],
  fresh: readonly Hit[],
): { values: ChangedValue[]; strengths: ChangedStrength[] } {
  const live = (hits: readonly Hit[]) => hits.filter((hit) => hit.suppressedBy === null)
  const before = new Map(live(shown).map((hit) => [hit.id, hit]))
  const after = new Map(live(fresh).map((hit) => [hit.id, hit]))
  const ids = [...new Set([...after.keys(), ...before.keys()])]
  const values: ChangedValue[] = []
  const strengths: ChangedStrength[] = []
  for (const [index, id] of ids.entries()) {
    const [old, now] = [before.get(id), after.get(id)]
    const place = index + 1
    const changed = old !== undefined && now !== undefined ? changedValues(old, now, place) : []
    values.push(...changed)
    if (changed.length > 0 || old?.score !== now?.score)
      strengths.push({ place, before: old?.strength ?? null, after: now?.strength ?? null })
  }
  return { values, strengths }
}

function changedValues(old: Hit, now: Hit, place: number): ChangedValue[] {
  const fields = [...new Set([...now.comparison, ...old.comparison].map((row) => row.field))]
  return fields.flatMap((field) => {
    const [before, after] = [old, now].map((hit) => hit.comparison.find((row) => row.field === field))
    const sides = [
      { side: 'record' as const, before: before?.a ?? null, after: after?.a ?? null },
      { side: 'signal' as const, before: before?.b ?? null, after: after?.b ?? null },
    ]
    return sides.filter((side) => side.before !== side.after).map((side) => ({ place, field, ...side }))
  })
}

/** Returns the entries of the record's time lines that the case on screen does not have, the newest first. */
export function newEntries(shown: CaseDetail['record'], fresh: CaseDetail['record']) {
  const entriesOf = (record: CaseDetail['record']) =>
    record.sections.flatMap((section) => (section.kind === 'timeline' ? section.entries : []))
  const known = new Set(entriesOf(shown).map((entry) => `${entry.at} ${entry.text.text}`))
  return entriesOf(fresh)
    .filter((entry) => !known.has(`${entry.at} ${entry.text.text}`))
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))
}
