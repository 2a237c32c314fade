import type { Entry, Finding, ImportPreview, ListFormat, ListTerms, Signal, SignalDraft } from '@entente/contracts'
import { Failure } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { day, maximumAgeDays } from '../../safeguards/access/signal-access/index.ts'
import { mapInTurns, takeTurns } from '../../store/take-turns.ts'
import { checkSignal } from '../signals/check-signal.ts'
import { loadSignalRules } from '../signals/false-positives/signal-rules.ts'
import { markBasis } from '../signals/mark-basis.ts'
import { openSignal, type SignalRow } from '../signals/stored/signal-row.ts'
import { valueKeyOf } from '../signals/stored/value-key.ts'
import { compareValues } from './compare-values.ts'
import { draftOfEntry } from './entry-to-signal.ts'
import type { ReadList } from './read-list.ts'
import type { TaskProgress } from './task-progress.ts'

export interface ListFacts {
  id: string
  title: string
  format: ListFormat
  terms: ListTerms
  version: number
}
type Change = ImportPreview['changes'][number]

/**
 * The effect that an import would have: the signals to add, change, keep and withdraw, and the refused entries. A plan
 * stores nothing.
 */
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

/** A plan describes at most this many changes. */
const shownChanges = 1000

/**
 * Compares the entries of a file with the list's signals. With `lock`, nobody changes these signals before the
 * transaction ends. It pauses regularly, so that other requests are processed meanwhile. The same entries and signals always give the same plan. Its first thousand changes are described.
 */
export async function planImport(
  tx: Tx,
  list: ListFacts,
  loaded: ReadList,
  progress: TaskProgress,
  { lock = false } = {},
): Promise<ImportPlan> {
  const nextTurn = takeTurns()
  const basis = await markBasis(tx, list.terms.lawfulBasis)
  const next = { ...list, version: list.version + 1 }
  // Signals past their retention are left out. If the file still lists their entries, these become new signals.
  const rows = await signalsOfList(tx, list.id, { lock })
  const current = new Map(rows.map((row) => [row.list_entry, row]))
  const plan: ImportPlan = {
    read: loaded.entries.length,
    add: [],
    change: [],
    unchanged: [],
    withdraw: [],
    refused: [],
    findings: loaded.findings,
    changes: [],
  }
  const seen = new Set<string>()
  const rules = await loadSignalRules(tx, list.terms.agreements)
  for (const [index, entry] of loaded.entries.entries()) {
    await nextTurn()
    await progress('comparing', index, loaded.entries.length)
    if (seen.has(entry.id)) continue
    seen.add(entry.id)
    const draft = { ...draftOfEntry(entry, next, tx.now), lawfulBasis: basis }
    try {
      checkSignal(draft, tx.now, rules)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      plan.refused.push({ at: `entries/${index}`, id: entry.id, code: error.code, message: error.message })
      continue
    }
    const row = current.get(entry.id)
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
    await nextTurn()
    await progress('comparing', loaded.entries.length, loaded.entries.length)
    if (row.status === 'active' && !seen.has(row.list_entry ?? ''))
      plan.withdraw.push({ row, before: openSignal(tx, row) })
  }
  plan.changes = await describeChanges(plan)
  return plan
}

/** Describes the first thousand changes: changed signals first, then withdrawn ones, then new ones. */
function describeChanges(plan: ImportPlan): Promise<Change[]> {
  const few = <T>(all: readonly T[]) => all.slice(0, shownChanges)
  const nameOf = (signal: { entity: { name: string } | null }) => signal.entity?.name ?? ''
  const described = few([
    ...few(plan.change).map(({ before, draft }) => () => ({
      change: 'change' as const,
      name: nameOf(draft),
      fields: compareValues(before.value, draft.value),
    })),
    ...few(plan.withdraw).map(({ before }) => () => ({
      change: 'withdraw' as const,
      name: nameOf(before),
      fields: [],
    })),
    ...few(plan.add).map(({ draft }) => () => ({
      change: 'add' as const,
      name: nameOf(draft),
      fields: compareValues(null, draft.value),
    })),
  ])
  return mapInTurns(described, (describe) => describe())
}

/** One query reads this many signals. */
const page = 500

/**
 * Reads the rows of a list's signals, without those past their retention. With `lock`, it locks them in the order of
 * their ids, as every change of several signals does.
 */
export async function signalsOfList(tx: Tx, listId: string, { lock = false } = {}): Promise<SignalRow[]> {
  const rows: SignalRow[] = []
  for (;;) {
    const after = rows.at(-1)?.id
    const part = await tx.db
      .selectFrom('signal')
      .selectAll()
      .where('list_id', '=', listId)
      .where('delete_at', '>', tx.now)
      .$if(after !== undefined, (select) => select.where('id', '>', after as string))
      .orderBy('id')
      .limit(page)
      .$if(lock, (select) => select.forNoKeyUpdate())
      .execute()
    rows.push(...part)
    if (part.length < page) return rows
  }
}

/**
 * Returns whether more than half of a signal's validity is over, or more than half of the time allowed since its last
 * verification. The import then renews the signal, so that it does not expire unnoticed.
 */
function endsSoon(signal: Signal, terms: ListTerms, now: Date): boolean {
  const left = Date.parse(signal.validUntil) - now.getTime()
  const verified = now.getTime() - Date.parse(signal.source.lastVerifiedAt)
  return left < (terms.validDays * day) / 2 || verified > (maximumAgeDays * day) / 2
}
