import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import type { HoldInForce } from '../../signals/holds/read-holds.ts'
import { confirmErased } from '../receipts/pass-up.ts'
import { type ReceiptDeps, writeReceipts } from '../receipts/write-receipts.ts'

type Deps = Pick<CoreDeps, 'store' | 'member'> & ReceiptDeps
const intent = { action: 'record.write', type: 'retention.delete', impersonal: true } as const

/** Records that no index of this node contains these signals any more, and writes the receipts `stopped`. */
export async function noteStopped(deps: Deps, signalIds: readonly string[]): Promise<void> {
  if (signalIds.length === 0) return
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const rows = await tx.db
      .updateTable('holding_end')
      .set({ stopped_at: tx.now })
      .where('signal_id', 'in', [...signalIds])
      .where('stopped_at', 'is', null)
      .where('waits', '=', false)
      .returning(['peer', 'entry_id', 'signal_id', 'version'])
      .execute()
    for (const peer of new Set(rows.map((row) => row.peer)))
      await writeReceipts(
        tx,
        deps,
        peer,
        rows.filter((row) => row.peer === peer).map((row) => ({ ...about(row), step: 'stopped' as const })),
      )
  })
}

/**
 * Records that no record of this node quotes these signals any more. Writes the receipts `erased` with counts, once the
 * members to which the signals were passed on have erased them or refused to. Returns false if an index may still contain one of
 * them; the caller must then try again.
 */
export async function noteErased(
  deps: Deps,
  forgotten: readonly { signalId: string; hits: number; casesReopened: number }[],
): Promise<boolean> {
  const counted = new Map(forgotten.map((one) => [one.signalId, one]))
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const rows = await tx.db
      .updateTable('holding_end')
      .set({ erased_at: tx.now })
      .where('signal_id', 'in', [...counted.keys()])
      .where('stopped_at', 'is not', null)
      .where('erased_at', 'is', null)
      .where('held_by', 'is', null)
      .returning(['peer', 'entry_id', 'signal_id', 'copies', 'index_entries'])
      .execute()
    for (const row of rows) {
      const one = counted.get(row.signal_id)
      const counts = {
        copies: row.copies + (one?.hits ?? 0),
        indexEntries: row.index_entries,
        casesReopened: one?.casesReopened ?? 0,
      }
      await tx.db
        .updateTable('holding_end')
        .set({ erased_counts: JSON.stringify(counts) })
        .where('peer', '=', row.peer)
        .where('entry_id', '=', row.entry_id)
        .execute()
    }
    await confirmErased(tx, deps, [...counted.keys()])
    const left = await tx.db
      .selectFrom('holding_end')
      .select('entry_id')
      .where('signal_id', 'in', [...counted.keys()])
      .where('erased_at', 'is', null)
      .where('held_by', 'is', null)
      .where('waits', '=', false)
      .executeTakeFirst()
    return left === undefined
  })
}

const about = (row: { entry_id: string; signal_id: string; version: number }) => ({
  entryId: row.entry_id,
  signalId: row.signal_id,
  version: row.version,
})

/**
 * Records that a legal hold keeps copies of ended signals. The members that gave them get the receipt `refused`, with
 * reason, legal basis and day, instead of `erased`. The receipt `erased` follows when the legal hold ends.
 */
export async function keepForLegalHold(
  tx: Tx,
  deps: ReceiptDeps,
  holds: ReadonlyMap<string, HoldInForce>,
  ended: readonly string[],
): Promise<void> {
  for (const signalId of ended) {
    const hold = holds.get(signalId)
    if (hold === undefined) continue
    const rows = await tx.db
      .updateTable('holding_end')
      .set({ held_by: hold.id })
      .where('signal_id', '=', signalId)
      .where('erased_at', 'is', null)
      .where('held_by', 'is', null)
      .where('waits', '=', false)
      .returning(['peer', 'entry_id', 'version'])
      .execute()
    const refusal = { reason: hold.reason, basis: hold.basis, until: hold.until.toISOString() }
    for (const { peer, entry_id: entryId, version } of rows)
      await writeReceipts(tx, deps, peer, [{ entryId, signalId, version, step: 'refused', refusal }])
  }
}
