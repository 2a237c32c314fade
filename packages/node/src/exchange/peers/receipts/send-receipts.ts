import type { SignalReceipt } from '@entente/contracts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { signObject } from '../../../safeguards/keys/index.ts'
import { askPeer, type PeerClientDeps } from '../requests/peer-request.ts'

const intent = { action: 'peer.serve', type: 'config.change', impersonal: true } as const
const atOnce = 200

/**
 * Sends a peer its unsent receipts, oldest first, as the task `send-receipts`. Receipts that the peer did not
 * acknowledge are sent again when the job is retried and whenever the peer is reached. Throws PeerFault.
 */
export async function sendReceipts(
  deps: PeerClientDeps & Pick<CoreDeps, 'store'>,
  { peer }: { peer: string },
): Promise<number> {
  let sent = 0
  for (;;) {
    const due = await systemAccess(deps, null).transaction(intent, async (tx) => {
      tx.leavesNoEntry()
      const to = await tx.db.selectFrom('peer').select(['member', 'url']).where('member', '=', peer).executeTakeFirst()
      const rows = await tx.db
        .selectFrom('receipt_out')
        .select(['id', 'body'])
        .where('peer', '=', peer)
        .where('sent_at', 'is', null)
        .orderBy('made_at')
        .orderBy('id')
        .limit(atOnce)
        .execute()
      return { url: to?.url ?? null, rows }
    })
    if (due.url === null || due.rows.length === 0) return sent
    const body = { items: due.rows.map((row) => signedNow(deps, row.body)) }
    await askPeer(deps, { member: peer, url: due.url }, { method: 'POST', path: '/peer/v1/receipts', body })
    await systemAccess(deps, null).transaction(intent, async (tx) => {
      tx.leavesNoEntry()
      const ids = due.rows.map(({ id }) => id)
      await tx.db.updateTable('receipt_out').set({ sent_at: tx.now }).where('id', 'in', ids).execute()
    })
    sent += due.rows.length
    if (due.rows.length < atOnce) return sent
  }
}

/**
 * Signs a receipt again if this node's key has changed since, because the old key may have ended while the peer was
 * away. The content of the receipt does not change.
 */
function signedNow(
  { nodeKey, clock }: Pick<PeerClientDeps, 'nodeKey' | 'clock'>,
  receipt: SignalReceipt,
): SignalReceipt {
  if (receipt.signature?.keyId === nodeKey.keyId) return receipt
  const { signature: _, ...body } = receipt
  return { ...body, signature: signObject(nodeKey, 'entente/receipt/v1', body, clock()) }
}
