import { randomUUID } from 'node:crypto'
import type { SignalReceipt } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { signObject } from '../../../safeguards/keys/index.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { sendReceiptsJob } from '../../jobs.ts'

export type ReceiptDeps = Pick<CoreDeps, 'member' | 'nodeKey'> & { node: string }
type Draft = Pick<SignalReceipt, 'entryId' | 'signalId' | 'version' | 'step'> &
  Partial<Pick<SignalReceipt, 'counts' | 'refusal' | 'onward' | 'backupsUntil'>>

/**
 * Signs receipts to a peer and stores them until the peer has acknowledged them. They are sent after the transaction
 * has committed.
 */
export async function writeReceipts(tx: Tx, deps: ReceiptDeps, peer: string, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return
  for (const part of chunksOf(drafts, 500)) {
    await tx.db
      .insertInto('receipt_out')
      .values(
        part.map((draft) => {
          const receipt: Omit<SignalReceipt, 'signature'> = {
            schema: 'entente/receipt/v1',
            id: randomUUID(),
            at: tx.now.toISOString(),
            member: deps.member.id,
            node: deps.node,
            counts: null,
            onward: [],
            backupsUntil: null,
            refusal: null,
            ...draft,
          }
          const signature = signObject(deps.nodeKey, 'entente/receipt/v1', receipt, tx.now)
          return { id: receipt.id, peer, made_at: tx.now, body: JSON.stringify({ ...receipt, signature }) }
        }),
      )
      .execute()
  }
  await tx.enqueue(sendReceiptsJob, { peer }, { jobKey: `receipts:${peer}` })
}
