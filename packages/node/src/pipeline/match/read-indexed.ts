import type { Purpose, SignalKind } from '@entente/contracts'
import { sql } from 'kysely'
import type { AccessIntent, PersonalRow } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import {
  attributeColumns,
  attributesOf,
  readSignalBook,
  type SignalAttributeRow,
  type SignalBook,
} from '../../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { openOneSignal } from '../../safeguards/oversight/open-signal.ts'
import { regimes } from '../../safeguards/retention/regimes.ts'
import { takeTurns } from '../../store/take-turns.ts'
import { inBackground } from './in-background.ts'
import { type Kept, keptSignal } from './kept-signals.ts'
import type { MatchBook, MatchTerms } from './may-match.ts'
import { type IndexedSignal, identityKinds, indexedSignal } from './signal-entry.ts'

type Deps = Pick<CoreDeps, 'store' | 'member'>

/** Signals per transaction. */
export const signalsAtOnce = 500
/** Signals per query. Requests wait while the rows of one query are taken from the connection: some 3 kB each, twice as long in their text form. */
const rowsAtOnce = 100
/** Identifies one write of a row: PostgreSQL changes xmin or ctid with every write. */
const writing = sql<string>`xmin::text || ctid::text`

/** Reads agreements and members as they apply now. */
export const readMatchBook = (deps: Deps): Promise<SignalBook> => inBackground(deps, (tx) => readSignalBook(tx.db))

/**
 * Returns the ids whose rows were written since the index read them. Two jobs report most changes, and reading a signal costs far more than
 * this check.
 */
export async function whatChanged(
  deps: Deps,
  ids: readonly string[],
  indexed: ReadonlyMap<string, IndexedSignal>,
): Promise<readonly string[]> {
  const known = ids.filter((id) => indexed.has(id))
  if (known.length === 0) return ids
  const rows = await inBackground(deps, (tx) =>
    tx.db
      .selectFrom('signal')
      .select(['id', writing.as('writing')])
      .where(activeAmong(known))
      .execute(),
  )
  const same = new Set(rows.flatMap((row) => (indexed.get(row.id)?.writing === row.writing ? [row.id] : [])))
  return ids.filter((id) => !same.has(id))
}

export interface ReadSignals {
  found: Map<string, IndexedSignal>
  /** Signals of the kinds that gateways compare themselves. */
  kept: Map<string, Kept>
  /** The terms of the signals that were left out because their rows are damaged. */
  damaged: Map<string, MatchTerms>
}

/**
 * Opens active signals (null: all), each for one of its own purposes, in as few transactions as possible. A damaged row is
 * left out, and an alarm names it: it must keep no other signal from being compared.
 */
export async function readIndexed(
  deps: Deps,
  ids: readonly string[] | null,
  book: MatchBook,
  keptKinds: readonly SignalKind[] = [],
): Promise<ReadSignals> {
  const found = new Map<string, IndexedSignal>()
  const kept = new Map<string, Kept>()
  const kinds = [...identityKinds, ...keptKinds]
  const damaged = new Map<string, MatchTerms>()
  const asked: string[] = []
  const next = takeTurns()
  for (const purpose of await purposesOf(deps, ids, kinds)) {
    const intent = { action: 'signal.match', type: 'signal.read', decision: 'allow', details: { what: 'match index' } }
    await systemAccess(deps, purpose).transaction(intent as AccessIntent, async (tx) => {
      tx.leavesNoEntry()
      let part = 0
      for (let after: string | null = null; ; ) {
        const among: readonly string[] | null = ids === null ? null : ids.slice(part, part + rowsAtOnce)
        const rows: (PersonalRow & SignalAttributeRow & { writing: string })[] = await tx.db
          .selectFrom('signal')
          .select([...attributeColumns, 'regime', 'mask_at', 'a', 'b', writing.as('writing')])
          .where(activeAmong(among, kinds))
          .where(sql<boolean>`${purpose} = any(purposes) and not purposes && ${asked}::text[]`)
          .$if(ids === null && after !== null, (select) => select.where('id', '>', after as string))
          .orderBy('id')
          .limit(rowsAtOnce)
          .execute()
        for (const row of rows) {
          const opened = await openOneSignal(tx, row)
          const terms = { attributes: attributesOf(row), book }
          if (opened === 'unreadable') damaged.set(row.id, terms)
          else damaged.delete(row.id)
          const indexed = typeof opened === 'object' ? indexedSignal(opened, terms, row.writing) : null
          if (indexed !== null) found.set(row.id, indexed)
          else if (typeof opened === 'object' && keptKinds.includes(opened.kind)) {
            const signal = keptSignal(opened, terms)
            if (signal !== null) kept.set(row.id, signal)
          }
          await next()
        }
        after = rows.at(-1)?.id ?? null
        part += rowsAtOnce
        if (ids === null ? rows.length < rowsAtOnce : part >= ids.length) break
      }
    })
    asked.push(purpose)
  }
  return { found, kept, damaged }
}

/** Selects the active signals of these kinds among these (null: all). */
const activeAmong = (ids: readonly string[] | null, kinds: readonly SignalKind[] = identityKinds) => {
  const active = sql<boolean>`status = 'active' and kind = any(${[...kinds]}::text[])`
  return ids === null ? active : sql<boolean>`${active} and id = any(${ids}::uuid[])`
}

/** Returns purposes that together read every active signal among these. */
async function purposesOf(deps: Deps, ids: readonly string[] | null, kinds: readonly SignalKind[]): Promise<Purpose[]> {
  const stated = await inBackground(deps, (tx) =>
    tx.db.selectFrom('signal').select('purposes').distinct().where(activeAmong(ids, kinds)).execute(),
  )
  const chosen = new Set<Purpose>()
  for (const { purposes } of stated) {
    if (purposes.some((purpose) => chosen.has(purpose as Purpose))) continue
    const first = regimes.signal.purposes.find((purpose) => purposes.includes(purpose))
    if (first !== undefined) chosen.add(first)
  }
  return [...chosen]
}
