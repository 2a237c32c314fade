import { CallbackError, postToCallback } from '../../../pipeline/answer/post-to-callback.ts'
import { signatureOf } from '../../../pipeline/answer/sign-body.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { deliverDecisionJob } from '../store/jobs.ts'
import type { DeliveryBody } from './delivery-row.ts'

export interface DeliverDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock'> {
  /** Allows callbacks on private and loopback addresses, for a demonstration and tests only. */
  allowPrivateCallbacks: boolean
}
interface Due {
  url: string | null
  secret: string
  body: Buffer
}
const firstRetryMs = 2000
const longestRetryMs = 3_600_000

/**
 * Task `deliver-decision`: POSTs a decision to the platform, signed with its secret. A failed delivery is retried with
 * doubling waits for 72 hours; then it raises an alarm. A delivery that a newer one about the same upload replaced is
 * not sent.
 */
export async function deliverDecision(deps: DeliverDeps, { deliveryId }: { deliveryId: string }): Promise<void> {
  const access = systemAccess(deps, 'content-safety')
  const intent = { action: 'record.write', type: 'record.read', ref: `answer:${deliveryId}` } as const
  const due = await access.transaction(intent, (tx) => takeDelivery(tx, deliveryId))
  if (due === null) return
  const failure = await send(deps, due)
  await access.transaction({ ...intent, type: 'answer.sent' }, async (tx) => {
    const row = await tx.db
      .selectFrom('content_delivery')
      .selectAll()
      .where('id', '=', deliveryId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.delivered_at !== null) return tx.leavesNoEntry()
    const attempts = row.attempts + 1
    tx.note({ delivered: failure === null, attempts, ...(failure === null ? {} : { failure }) })
    const next = new Date(tx.now.getTime() + Math.min(firstRetryMs * 2 ** (attempts - 1), longestRetryMs))
    const over = failure === 'no-callback' || next >= row.give_up_at
    const end = failure === null ? { delivered_at: tx.now } : over ? { failed_at: tx.now } : {}
    await tx.db
      .updateTable('content_delivery')
      .set({ attempts, ...end })
      .where('id', '=', deliveryId)
      .execute()
    if (failure === null) return tx.counted(1)
    if (!over)
      return tx.enqueue(
        deliverDecisionJob,
        { deliveryId },
        { jobKey: `deliver:${deliveryId}`, runAt: next, priority: -20 },
      )
    const facts = { answer: deliveryId, sender: row.sender_id, attempts, failure }
    await raiseAlarm(tx, 'answer-not-delivered', `answer:${deliveryId}`, facts)
  })
}

/** Reads the delivery to send; null if it was sent, abandoned, or replaced by a newer one. */
async function takeDelivery(tx: Tx, id: string): Promise<Due | null> {
  const row = await tx.db.selectFrom('content_delivery').selectAll().where('id', '=', id).executeTakeFirst()
  const newest =
    row &&
    (await tx.db
      .selectFrom('content_delivery')
      .select('id')
      .where('upload_id', '=', row.upload_id)
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst())
  if (row === undefined || row.delivered_at !== null || row.failed_at !== null || newest?.id !== id) {
    tx.leavesNoEntry()
    return null
  }
  const content = tx.openIfAllowed<DeliveryBody>(row)?.value.text
  if (content == null) return null
  const sender = await tx.db
    .selectFrom('sender')
    .select('callback_secret')
    .where('id', '=', row.sender_id)
    .executeTakeFirstOrThrow()
  const event = { ...(JSON.parse(content.body) as object), sequence: Number(row.sequence) }
  return { url: content.url, secret: sender.callback_secret, body: Buffer.from(JSON.stringify(event)) }
}

async function send(deps: DeliverDeps, { url, secret, body }: Due): Promise<string | null> {
  if (url === null) return 'no-callback'
  const headers = {
    'content-type': 'application/json',
    'entente-signature': signatureOf(secret, body, deps.clock()),
  }
  try {
    await postToCallback(url, headers, body, { allowPrivate: deps.allowPrivateCallbacks })
    return null
  } catch (error) {
    return error instanceof CallbackError ? error.reason : 'unreachable'
  }
}
