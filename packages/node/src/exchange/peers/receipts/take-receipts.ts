import type { SignalReceipt } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { memberKeys, verifyObject } from '../../../safeguards/keys/index.ts'
import { lockHeads } from '../../delivery/index.ts'
import { noteOnwardHolders } from './onward-holders.ts'

/**
 * Takes receipts of a member for what it was told. Each is kept as it was signed; the first time of each step counts. Whoever stopped had received, whoever
 * erased had stopped. Error: `bad-signature` for one that is not this member's own; then none is kept.
 */
export async function takeReceipts(tx: Tx, member: string, receipts: readonly SignalReceipt[]): Promise<void> {
  const keys = await memberKeys(tx.db, member, tx.now)
  for (const [place, receipt] of receipts.entries()) {
    if (receipt.member !== member || verifyObject('entente/receipt/v1', receipt, keys) === null)
      throw fail('bad-signature', { at: `/items/${place}`, detail: 'A receipt is signed by whoever it speaks for.' })
  }
  // Whoever asks for receipts holds the logs: what comes meanwhile is counted by one of both.
  await lockHeads(tx)
  // In the order in which whoever counts what is owed holds it.
  const inOrder = [...receipts].sort((one, other) =>
    one.entryId < other.entryId ? -1 : +(one.entryId > other.entryId),
  )
  for (const receipt of inOrder) {
    const told = await tx.db
      .selectFrom('delivery')
      .select('entry_id')
      .where('recipient', '=', member)
      .where('entry_id', '=', receipt.entryId)
      .where('signal_id', '=', receipt.signalId)
      .executeTakeFirst()
    // A receipt for nothing that this node said proves nothing.
    if (told === undefined) continue
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
