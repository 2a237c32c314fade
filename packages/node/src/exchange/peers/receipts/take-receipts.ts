import type { SignalReceipt } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { memberKeys, verifyObject } from '../../../safeguards/keys/index.ts'
import { lockHeads } from '../../delivery/index.ts'
import { noteOnwardHolders } from './onward-holders.ts'

/**
 * Stores a member's receipts for entries of its log. For each step the first receipt sets the time. `erased` implies
 * `stopped`, and `stopped` implies `received`. Error: `bad-signature` if this member did not sign one of the receipts;
 * then none is stored.
 */
export async function takeReceipts(tx: Tx, member: string, receipts: readonly SignalReceipt[]): Promise<void> {
  const keys = await memberKeys(tx.db, member, tx.now)
  for (const [place, receipt] of receipts.entries()) {
    if (receipt.member !== member || verifyObject('entente/receipt/v1', receipt, keys) === null)
      throw fail('bad-signature', {
        at: `/items/${place}`,
        detail: 'A receipt must name the sending member and be signed by it.',
      })
  }
  // Transactions that create duties lock the logs too, so that a receipt that arrives meanwhile is counted once.
  await lockHeads(tx)
  // Sort by entry id, the order in which other transactions lock the duties.
  const inOrder = [...receipts].sort((one, other) =>
    one.entryId < other.entryId ? -1 : +(one.entryId > other.entryId),
  )
  for (const receipt of inOrder) {
    const entry = await tx.db
      .selectFrom('delivery')
      .select('entry_id')
      .where('recipient', '=', member)
      .where('entry_id', '=', receipt.entryId)
      .where('signal_id', '=', receipt.signalId)
      .executeTakeFirst()
    // Ignore a receipt for an entry that this node did not send.
    if (entry === undefined) continue
    await tx.db
      .insertInto('signal_receipt')
      .values({
        id: receipt.id,
        member,
        entry_id: receipt.entryId,
        signal_id: receipt.signalId,
        version: receipt.version,
        step: receipt.step,
        at: receipt.at,
        received_at: tx.now,
        body: JSON.stringify(receipt),
      })
      .onConflict((c) => c.doNothing())
      .execute()
    if (receipt.onward.length > 0) await noteOnwardHolders(tx, member, receipt)
    const at = new Date(receipt.at)
    const first = (column: string) => sql<Date>`coalesce(${sql.ref(column)}, ${at})`
    const refused = receipt.step === 'refused' ? { refused: JSON.stringify(receipt) } : {}
    const stopped = receipt.step === 'stopped' || receipt.step === 'erased' ? { stopped_at: first('stopped_at') } : {}
    const erased = receipt.step === 'erased' ? { erased_at: first('erased_at') } : {}
    const duty = await tx.db
      .updateTable('erasure_duty')
      .set({ received_at: first('received_at'), ...stopped, ...erased, ...refused })
      .where('member', '=', member)
      .where('entry_id', '=', receipt.entryId)
      .executeTakeFirst()
    if (duty.numUpdatedRows > 0n) await tx.announce('signal.changed', receipt.signalId, receipt.version)
  }
  tx.counted(receipts.length)
}
