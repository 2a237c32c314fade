import type { Signal } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { chunksOf } from '../../store/take-turns.ts'
import { accountOf } from '../signals/change-signals.ts'
import { noteFindings } from '../signals/false-positives/ask-lists.ts'
import { signalClasses } from '../signals/stored/signal-classes.ts'
import { indexSignal, toSignalRow, unindexSignals } from '../signals/stored/signal-row.ts'
import type { ListFacts } from './plan-import.ts'
import type { TaskProgress } from './task-progress.ts'

type Written = { signal: Signal; entry: string; change: string }
/** Rows in one SQL statement. Preparing and sending them blocks the event loop only briefly. */
const batch = 100

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
  const rowOf = ({ signal, entry }: Written) => toSignalRow(tx, signal, { id: list.id, entry })
  for (const part of chunks(written.added)) {
    await tx.db.insertInto('signal').values(part.map(rowOf)).execute()
    await count(part.length)
  }
  for (const part of chunks(written.changed)) {
    // Insert many rows with one statement. A row whose id exists replaces the existing row.
    await tx.db
      .insertInto('signal')
      .values(part.map(rowOf))
      .onConflict((c) =>
        c.column('id').doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'),
          kind: eb.ref('excluded.kind'),
          status: eb.ref('excluded.status'),
          tlp: eb.ref('excluded.tlp'),
          purposes: eb.ref('excluded.purposes'),
          agreements: eb.ref('excluded.agreements'),
          recipients: eb.ref('excluded.recipients'),
          pap: eb.ref('excluded.pap'),
          minor: eb.ref('excluded.minor'),
          last_verified_at: eb.ref('excluded.last_verified_at'),
          basis_stated: eb.ref('excluded.basis_stated'),
          necessity_stated: eb.ref('excluded.necessity_stated'),
          salt: eb.ref('excluded.salt'),
          digest: eb.ref('excluded.digest'),
          withdrawal_reason: eb.ref('excluded.withdrawal_reason'),
          source_type: eb.ref('excluded.source_type'),
          valid_from: eb.ref('excluded.valid_from'),
          valid_until: eb.ref('excluded.valid_until'),
          basis_until: eb.ref('excluded.basis_until'),
          review_due: eb.ref('excluded.review_due'),
          modified_at: eb.ref('excluded.modified_at'),
          value_key: eb.ref('excluded.value_key'),
          delete_at: eb.ref('excluded.delete_at'),
          a: eb.ref('excluded.a'),
          b: eb.ref('excluded.b'),
        })),
      )
      .execute()
    await count(part.length)
  }
  for (const part of chunks(all)) {
    await tx.db
      .insertInto('signal_version')
      .values(
        part.map(({ signal, change }) => ({
          signal_id: signal.id,
          version: signal.version,
          at: tx.now,
          by_account: accountOf(tx),
          change,
          ...tx.seal(signal.id, signal, signalClasses),
        })),
      )
      .execute()
    await count(part.length)
  }
  await unindexSignals(
    tx,
    written.changed.map(({ signal }) => signal.id),
  )
  await indexSignal(
    tx,
    all.map(({ signal }) => signal),
  )
  for (const part of chunks(written.members)) {
    await tx.db
      .insertInto('list_member')
      .values(
        part.map(({ id, version }) => ({
          list_id: list.id,
          version: written.version,
          signal_id: id,
          signal_version: version,
        })),
      )
      .execute()
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
