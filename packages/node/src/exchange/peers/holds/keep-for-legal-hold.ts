import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { HoldInForce } from '../../signals/holds/read-holds.ts'
import { type ReceiptDeps, writeReceipts } from '../receipts/write-receipts.ts'

/**
 * Marks ended signals as kept by a legal hold and sends their givers the receipt `refused`, with reason, legal basis
 * and day, in place of `erased`. `erased` follows when the legal hold ends.
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
