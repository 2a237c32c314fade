import type { Signal } from '@entente/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { chunksOf } from '../../store/take-turns.ts'
import { writeAhead } from '../../store/write-ahead.ts'
import { insertRecords } from '../../store/write-records.ts'
import { accountOf } from '../signals/change-signals.ts'
import { noteFindings } from '../signals/false-positives/ask-lists.ts'
import { indexSignal, toSignalRow, unindexSignals } from '../signals/stored/signal-row.ts'
import type { ListFacts } from './plan-import.ts'
import type { TaskProgress } from './task-progress.ts'

type Written = { signal: Signal; entry: string; change: string }
/** Rows in one SQL statement. Preparing and sending them blocks the event loop only briefly. */
const batch = 200
/** The columns that a new version of a signal changes. */
const changedColumns = [
  ...(['version', 'kind', 'status', 'tlp', 'purposes', 'agreements', 'recipients', 'pap', 'minor'] as const),
  ...(['last_verified_at', 'basis_stated', 'necessity_stated', 'salt', 'digest', 'withdrawal_reason'] as const),
  ...(['source_type', 'valid_from', 'valid_until', 'basis_until', 'review_due', 'modified_at'] as const),
  ...(['value_key', 'token_key', 'delete_at', 'a', 'b'] as const),
]

/**
 * Writes a version of a list: its added and changed signals with their versions, the signals that belong to this
 * version, and the list's new version number.
 */
export async function writeListVersion(
  tx: Tx,
  list: ListFacts,
  written: {
    version: number
    sha256: Buffer
    counts: Record<string, number>
    added: Written[]
    changed: Written[]
    members: { id: string; version: number }[]
  },
  progress: TaskProgress,
): Promise<void> {
  const all = [...written.added, ...written.changed]
  const count = countRows(written, progress)
  const replaced = { at: ['id'] as const, update: changedColumns }
  const prepare = (options: { conflict?: typeof replaced }) => (part: readonly Written[]) => {
    const signals = part.map(({ signal, entry }) => toSignalRow(tx, signal, { id: list.id, entry }))
    // A version has the same content and the same id as its signal, so it is sealed once.
    const versions = part.map(({ signal, change }, place) => ({
      signal_id: signal.id,
      version: signal.version,
      at: tx.now,
      by_account: accountOf(tx),
      change,
      a: signals[place]?.a ?? null,
      b: (signals[place] as { b: Buffer }).b,
    }))
    const statements = [
      insertRecords('signal', signals, { bytes: ['a', 'b'], ...options }),
      insertRecords('signal_version', versions, { bytes: ['a', 'b'] }),
    ]
    return { statements, rows: 2 * part.length }
  }
  const write = async ({ statements, rows }: { statements: RawBuilder<unknown>[]; rows: number }) => {
    // One connection runs them in this order.
    await Promise.all(statements.map((statement) => statement.execute(tx.db)))
    await count(rows)
  }
  await writeAhead(chunks(written.added), prepare({}), write)
  await writeAhead(chunks(written.changed), prepare({ conflict: replaced }), write)
  await unindexSignals(
    tx,
    written.changed.map(({ signal }) => signal.id),
  )
  await indexSignal(
    tx,
    all.map(({ signal }) => signal),
  )
  for (const part of chunks(written.members)) {
    const [ids, versions] = [part.map(({ id }) => id), part.map(({ version }) => version)]
    await sql`
      insert into list_member (list_id, version, signal_id, signal_version)
      select ${list.id}::uuid, ${written.version}::int, id, of_signal
      from unnest(${`{${ids.join()}}`}::uuid[], ${`{${versions.join()}}`}::int[]) as t (id, of_signal)`.execute(tx.db)
    await count(part.length)
  }
  await tx.db
    .insertInto('list_version')
    .values({
      list_id: list.id,
      version: written.version,
      at: tx.now,
      by_account: tx.actor.account,
      sha256: written.sha256,
      counts: JSON.stringify(written.counts),
    })
    .execute()
  // A restored version is older than the current lists of false positives, so check it against them.
  await noteFindings(
    tx,
    all.slice(written.added.length).map(({ signal }) => signal),
  )
  await tx.db.updateTable('list').set({ version: written.version }).where('id', '=', list.id).execute()
}

/** Reports the written rows as entries: an entry is done when the last of its rows is written. */
function countRows(written: { added: unknown[]; changed: unknown[]; members: unknown[] }, progress: TaskProgress) {
  const entries = written.added.length + written.changed.length
  const rows = 2 * entries + written.members.length
  let done = 0
  return (more: number) => {
    done += more
    return progress('writing', Math.floor((done / Math.max(1, rows)) * entries), entries)
  }
}

const chunks = <T>(items: readonly T[]) => chunksOf(items, batch)
