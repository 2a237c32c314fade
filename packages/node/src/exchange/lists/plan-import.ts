import type { Entry, Finding, ImportPreview, ListFormat, ListTerms, Signal, SignalDraft } from '@entente/contracts'
import { loadList } from '@entente/matching'
import { Failure } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/door.ts'
import { checkSignal } from '../signals/check-signal.ts'
import { openSignal, type SignalRow } from '../signals/signal-row.ts'
import { valueKeyOf } from '../signals/value-key.ts'
import { compareValues } from './compare-values.ts'
import { draftOfEntry } from './entry-to-signal.ts'

export interface ListFacts {
  id: string
  title: string
  format: ListFormat
  terms: ListTerms
  version: number
}
type Change = ImportPreview['changes'][number]

/** What importing a file would do: which signals to add, change, keep and withdraw, and what was refused. Nothing is stored by it. */
export interface ImportPlan {
  read: number
  add: { entry: Entry; draft: SignalDraft }[]
  change: { row: SignalRow; before: Signal; draft: SignalDraft; entry: Entry }[]
  unchanged: { row: SignalRow }[]
  withdraw: { row: SignalRow; before: Signal }[]
  refused: { at: string; id: string | null; code: string; message: string }[]
  findings: Finding[]
  changes: Change[]
}

/** Reads the list's bytes and holds them against the list's present signals. Deterministic: the same bytes and state give the same plan. */
export async function planImport(tx: Tx, list: ListFacts, bytes: Uint8Array): Promise<ImportPlan> {
  const loaded = loadList(bytes, list.format)
  const next = { ...list, version: list.version + 1 }
  // What may no longer be held is as good as gone: an entry that is still in the file begins anew.
  const rows = await tx.db
    .selectFrom('signal')
    .selectAll()
    .where('list_id', '=', list.id)
    .where('delete_at', '>', tx.now)
    .execute()
  const standing = new Map(rows.map((row) => [row.list_entry, row]))
  const plan: ImportPlan = {
    read: loaded.entries.length,
    add: [],
    change: [],
    unchanged: [],
    withdraw: [],
    refused: [],
    findings: loaded.findings as Finding[],
    changes: [],
  }
  const seen = new Set<string>()
  for (const [index, entry] of loaded.entries.entries()) {
    if (seen.has(entry.id)) continue
    seen.add(entry.id)
    const draft = draftOfEntry(entry, next, tx.now)
    try {
      checkSignal(draft, tx.now)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      plan.refused.push({ at: `entries/${index}`, id: entry.id, code: error.code, message: error.message })
      continue
    }
    const row = standing.get(entry.id)
    if (row === undefined) plan.add.push({ entry, draft })
    else {
      const before = openSignal(tx, row)
      const same =
        before.value !== null &&
        before.status === 'active' &&
        !endsSoon(before, list.terms, tx.now) &&
        valueKeyOf(draft.kind, draft.value as Record<string, unknown>) === valueKeyOf(before.kind, before.value) &&
        compareValues(before.value, draft.value).length === 0
      if (same) plan.unchanged.push({ row })
      else plan.change.push({ row, before, draft, entry })
    }
  }
  for (const row of rows) {
    if (row.status === 'active' && !seen.has(row.list_entry ?? ''))
      plan.withdraw.push({ row, before: openSignal(tx, row) })
  }
  plan.changes = describeChanges(plan)
  return plan
}

function describeChanges(plan: ImportPlan): Change[] {
  const nameOf = (signal: { value: unknown; entity: { name: string } | null }) => signal.entity?.name ?? ''
  return [
    ...plan.change.map(({ before, draft }) => ({
      change: 'change' as const,
      name: nameOf(draft),
      fields: compareValues(before.value, draft.value),
    })),
    ...plan.withdraw.map(({ before }) => ({ change: 'withdraw' as const, name: nameOf(before), fields: [] })),
    ...plan.add.map(({ draft }) => ({
      change: 'add' as const,
      name: nameOf(draft),
      fields: compareValues(null, draft.value),
    })),
  ]
}

/** Past the middle of its use, an entry that the list still names is renewed with the import: what is listed must not lapse unseen. */
function endsSoon(signal: Signal, terms: ListTerms, now: Date): boolean {
  return new Date(signal.validUntil).getTime() - now.getTime() < (terms.validDays * 86_400_000) / 2
}
