import type { SignalReceipt } from '@entente/contracts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { signObject } from '../../../safeguards/keys/index.ts'
import { askPeer } from '../peer-request.ts'
import type { PullDeps } from '../pull/pull-peer.ts'

const intent = { action: 'peer.serve', type: 'config.change', impersonal: true } as const
const atOnce = 200

/**
 * Task `send-receipts`: sends a peer the receipts it has not got, oldest first. Whatever was not acknowledged is sent again: by the job's retries, and whenever
 * the peer was reached, however long it was away. Throws PeerFault.
 */
export async function sendReceipts(deps: PullDeps, { peer }: { peer: string }): Promise<number> {
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

/** Under this node's key of today: that of the day on which it was made may have ended while the peer was away. What it says stays. */
function signedNow({ nodeKey, clock }: Pick<PullDeps, 'nodeKey' | 'clock'>, receipt: SignalReceipt): SignalReceipt {
  if (receipt.signature?.keyId === nodeKey.keyId) return receipt
  const { signature: _, ...said } = receipt
  return { ...said, signature: signObject(nodeKey, 'entente/receipt/v1', said, clock()) }
}
