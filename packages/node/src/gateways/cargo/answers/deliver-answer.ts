import { CallbackError, postToCallback } from '../../../pipeline/answer/post-to-callback.ts'
import { signatureOf } from '../../../pipeline/answer/sign-body.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { deliverCargoAnswerJob } from '../store/jobs.ts'
import { type AnswerRow, openAnswer } from './read-answer.ts'
import { dropOutdated } from './still-clear.ts'
import { warnAfterDelivery } from './warn-of-cleared-master.ts'

export interface DeliverDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock'> {
  /** Allows callbacks on private and loopback addresses, for a demonstration and tests only. */
  allowPrivateCallbacks: boolean
}
interface Due {
  url: string
  secret: string
  body: Buffer
}
const firstRetryMs = 2000
const longestRetryMs = 3_600_000
/** Longer than a callback may take, so that a killed node does not stop the answers that follow. */
const sendingMs = 30_000

const intentFor = (answerId: string) =>
  ({ action: 'record.write', type: 'record.read', ref: `answer:${answerId}` }) as const

/**
 * Job `deliver-cargo-answer`: POSTs an answer to its filer, signed with the filer's secret. A failed delivery is retried with
 * doubling waits for 72 hours; then it raises an alarm, and the answer can still be pulled. Answers about one consignment
 * arrive in their order: a later one waits until the earlier one arrived or was given up.
 */
export async function deliverAnswer(deps: DeliverDeps, { answerId }: { answerId: string }): Promise<void> {
  const access = systemAccess(deps, 'customs-security')
  const due = await access.transaction(intentFor(answerId), (tx) => takeAnswer(tx, answerId))
  if (due === null) return
  const failure = await send(deps, due)
  await access.transaction({ ...intentFor(answerId), type: 'answer.sent' }, (tx) => noteResult(tx, answerId, failure))
}

const lockAnswer = (tx: Tx, id: string): Promise<AnswerRow | undefined> =>
  tx.db.selectFrom('cargo_answer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Reads the answer to send; null if it was sent, replaced or given up, if it is an AC that no longer holds, or if an earlier one is on its way. */
async function takeAnswer(tx: Tx, id: string): Promise<Due | null> {
  const row = await lockAnswer(tx, id)
  const isOver = (one: AnswerRow) =>
    one.delivered_at !== null || one.failed_at !== null || one.replaced_at !== null || one.sequence === null
  if (row === undefined || isOver(row) || (await mustWait(tx, row)) || (await isOutdated(tx, row))) {
    tx.leavesNoEntry()
    return null
  }
  const sender = await tx.db
    .selectFrom('sender')
    .select(['callback_url', 'callback_secret', 'settings'])
    .where('id', '=', row.sender_id)
    .executeTakeFirstOrThrow()
  const answer = openAnswer(tx, row, sender.settings)
  // A filer without an address pulls its answers.
  if (answer === undefined || sender.callback_url === null) return null
  await tx.db
    .updateTable('cargo_answer')
    .set({ sending_until: new Date(tx.now.getTime() + sendingMs) })
    .where('id', '=', id)
    .execute()
  return { url: sender.callback_url, secret: sender.callback_secret, body: Buffer.from(JSON.stringify(answer)) }
}

/**
 * Tests whether an answer is on its way already, or an earlier one about the consignment comes first, and enqueues the next
 * attempt. A request that a killed node began counts as ended after its timeout.
 */
async function mustWait(tx: Tx, row: AnswerRow): Promise<boolean> {
  const deliver = (answerId: string, at: Date | null) => {
    const when = at === null ? {} : { runAt: at }
    return tx.enqueue(deliverCargoAnswerJob, { answerId }, { jobKey: `deliver-cargo:${answerId}`, ...when })
  }
  if (row.sending_until !== null && row.sending_until > tx.now) {
    await deliver(row.id, row.sending_until)
    return true
  }
  const earlier = await tx.db
    .selectFrom('cargo_answer')
    .select(['id', 'replaced_at'])
    .where('consignment_id', '=', row.consignment_id)
    .where('sender_id', '=', row.sender_id)
    .where('number', '<', row.number)
    .where('sequence', 'is not', null)
    .where('delivered_at', 'is', null)
    .where('failed_at', 'is', null)
    .where((e) => e.or([e('replaced_at', 'is', null), e('sending_until', '>', tx.now)]))
    .orderBy('number')
    .execute()
  if (earlier.length === 0) return false
  // The end of an earlier answer enqueues this one. One that was made before the filer had an address has no job.
  const first = earlier.find(({ replaced_at }) => replaced_at === null)
  if (first === undefined) await deliver(row.id, new Date(tx.now.getTime() + sendingMs))
  else await deliver(first.id, null)
  return true
}

/** Drops an AC that no longer holds, and lets the next answer follow. */
async function isOutdated(tx: Tx, row: AnswerRow): Promise<boolean> {
  const isDropped = (await dropOutdated(tx, [row])).has(row.id)
  if (isDropped) await followNext(tx, row)
  return isDropped
}

async function send(deps: DeliverDeps, { url, secret, body }: Due): Promise<string | null> {
  const headers = { 'content-type': 'application/json', 'entente-signature': signatureOf(secret, body, deps.clock()) }
  try {
    await postToCallback(url, headers, body, { allowPrivate: deps.allowPrivateCallbacks })
    return null
  } catch (error) {
    return error instanceof CallbackError ? error.reason : 'unreachable'
  }
}

async function noteResult(tx: Tx, answerId: string, failure: string | null): Promise<void> {
  const row = await lockAnswer(tx, answerId)
  // The filer pulled it meanwhile.
  if (row === undefined || row.delivered_at !== null) return tx.leavesNoEntry()
  const attempts = row.attempts + 1
  tx.note(failure === null ? { delivered: true, attempts } : { delivered: false, attempts, failure })
  const next = new Date(tx.now.getTime() + Math.min(firstRetryMs * 2 ** (attempts - 1), longestRetryMs))
  const isOver = failure === null || row.replaced_at !== null || row.give_up_at === null || next >= row.give_up_at
  const end = failure === null ? { delivered_at: tx.now } : isOver ? { failed_at: tx.now } : {}
  await tx.db
    .updateTable('cargo_answer')
    .set({ attempts, sending_until: null, ...end })
    .where('id', '=', answerId)
    .execute()
  if (!isOver) {
    const retry = { jobKey: `deliver-cargo:${answerId}`, runAt: next }
    return tx.enqueue(deliverCargoAnswerJob, { answerId }, retry)
  }
  if (failure === null && row.result === 'AC') await warnAfterDelivery(tx, [row.consignment_id])
  if (failure === null) tx.counted(1)
  else if (row.replaced_at === null) {
    const facts = { answer: row.id, sender: row.sender_id, attempts, failure }
    await raiseAlarm(tx, 'answer-not-delivered', `answer:${row.id}`, facts)
  }
  await followNext(tx, row)
}

/** The next answer about the consignment has waited for this one. */
async function followNext(tx: Tx, row: AnswerRow): Promise<void> {
  const next = await tx.db
    .selectFrom('cargo_answer')
    .select('id')
    .where('consignment_id', '=', row.consignment_id)
    .where('sender_id', '=', row.sender_id)
    .where('number', '>', row.number)
    .where('sequence', 'is not', null)
    .where('delivered_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('replaced_at', 'is', null)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  if (next === undefined) return
  await tx.enqueue(deliverCargoAnswerJob, { answerId: next.id }, { jobKey: `deliver-cargo:${next.id}` })
}
