import { CallbackError, postToCallback } from '../../../pipeline/answer/post-to-callback.ts'
import { signatureOf } from '../../../pipeline/answer/sign-body.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { purposeFor, systemAccess } from '../../../safeguards/access/system.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { deliverAnswerJob } from '../store/jobs.ts'
import { type AnswerRow, openAnswer } from './store-answer.ts'

export interface DeliverDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'> {
  /** Allows callbacks on private and loopback addresses, for a demonstration and tests only. */
  allowPrivateCallbacks: boolean
}

const firstRetryMs = 2000
const longestRetryMs = 120_000

/**
 * Task `deliver-answer`: POSTs an unsolicited answer to its sender, signed. A failed delivery is retried with doubling
 * waits until the flight leaves; then it raises an alarm. An answer that a newer one about the same people replaced is
 * not sent.
 */
export async function deliverAnswer(deps: DeliverDeps, { answerId }: { answerId: string }): Promise<void> {
  const purpose = await purposeOfAnswer(deps, answerId)
  if (purpose === null) return
  const access = systemAccess(deps, purpose)
  const intent = { action: 'record.write', type: 'record.read', ref: `answer:${answerId}` } as const
  const due = await access.transaction(intent, (tx) => takeAnswer(tx, answerId))
  if (due === null) return
  const failure = await send(deps, due)
  await access.transaction({ ...intent, type: 'answer.sent' }, async (tx) => {
    const row = await tx.db
      .selectFrom('carrier_answer')
      .selectAll()
      .where('id', '=', answerId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.delivered_at !== null) return tx.leavesNoEntry()
    const attempts = row.attempts + 1
    tx.note({ delivered: failure === null, attempts, ...(failure === null ? {} : { failure }) })
    if (failure === null) {
      await tx.db
        .updateTable('carrier_answer')
        .set({ attempts, delivered_at: tx.now })
        .where('id', '=', answerId)
        .execute()
      tx.counted(1)
      return announceCases(tx, answerId)
    }
    await tx.db.updateTable('carrier_answer').set({ attempts }).where('id', '=', answerId).execute()
    await retryOrAlarm(tx, { ...row, attempts }, failure)
  })
}

interface DueAnswer {
  url: string | null
  secret: string
  contentType: string
  body: Buffer
}

/** Reads the answer to deliver; null if it was delivered, abandoned or replaced. */
async function takeAnswer(tx: Tx, answerId: string): Promise<DueAnswer | null> {
  const row = await tx.db.selectFrom('carrier_answer').selectAll().where('id', '=', answerId).executeTakeFirst()
  if (row === undefined || row.delivered_at !== null || row.failed_at !== null || (await isOutdated(tx, row))) {
    tx.leavesNoEntry()
    return null
  }
  const sender = await tx.db
    .selectFrom('sender')
    .select(['callback_url', 'callback_secret'])
    .where('id', '=', row.sender_id)
    .executeTakeFirstOrThrow()
  const content = openAnswer(tx, row)
  if (content === undefined) return null
  const body = Buffer.from(content.body)
  return { url: sender.callback_url, secret: sender.callback_secret, contentType: content.contentType, body }
}

/**
 * Returns whether the answer may no longer be sent: a newer answer covers everyone in it, or it refuses boarding by a
 * decision that was reopened.
 */
async function isOutdated(tx: Tx, row: AnswerRow): Promise<boolean> {
  const takenBack = await tx.db
    .selectFrom('carrier_answer_person as p')
    .innerJoin('decision as d', 'd.id', 'p.decision_id')
    .select('p.position')
    .where('p.answer_id', '=', row.id)
    .where('p.outcome', '=', 'do-not-board')
    .where('d.reopened_at', 'is not', null)
    .executeTakeFirst()
  return takenBack !== undefined || (await isReplaced(tx, row))
}

/** Returns whether every person in the answer has a newer answer. */
async function isReplaced(tx: Tx, row: AnswerRow): Promise<boolean> {
  const people = await tx.db
    .selectFrom('carrier_answer_person as p')
    .select((eb) => [
      'p.position',
      eb
        .exists(
          eb
            .selectFrom('carrier_answer_person as q')
            .innerJoin('carrier_answer as b', 'b.id', 'q.answer_id')
            .select('b.id')
            .whereRef('q.traveller_id', '=', 'p.traveller_id')
            .where('b.at', '>', row.at),
        )
        .as('replaced'),
    ])
    .where('p.answer_id', '=', row.id)
    .execute()
  return people.length > 0 && people.every((person) => person.replaced)
}

async function send(deps: DeliverDeps, due: DueAnswer): Promise<string | null> {
  if (due.url === null) return 'no-callback'
  const headers = {
    'content-type': due.contentType,
    'entente-signature': signatureOf(due.secret, due.body, deps.clock()),
  }
  try {
    await postToCallback(due.url, headers, due.body, { allowPrivate: deps.allowPrivateCallbacks })
    return null
  } catch (error) {
    return error instanceof CallbackError ? error.reason : 'unreachable'
  }
}

async function retryOrAlarm(tx: Tx, row: AnswerRow, failure: string): Promise<void> {
  const wait = Math.min(firstRetryMs * 2 ** (row.attempts - 1), longestRetryMs)
  const next = new Date(tx.now.getTime() + wait)
  // Without a callback address no retry can succeed: the alarm is raised now, not at departure.
  if (failure !== 'no-callback' && row.give_up_at !== null && next < row.give_up_at) {
    await tx.enqueue(deliverAnswerJob, { answerId: row.id }, { jobKey: `deliver:${row.id}`, runAt: next })
    return
  }
  await tx.db.updateTable('carrier_answer').set({ failed_at: tx.now }).where('id', '=', row.id).execute()
  const facts = { answer: row.id, sender: row.sender_id, attempts: row.attempts, failure }
  await raiseAlarm(tx, 'answer-not-delivered', `answer:${row.id}`, facts)
}

async function announceCases(tx: Tx, answerId: string): Promise<void> {
  const cases = await tx.db
    .selectFrom('carrier_answer_person as p')
    .innerJoin('case_file as c', 'c.id', 'p.case_id')
    .select(['c.id', 'c.version'])
    .distinct()
    .where('p.answer_id', '=', answerId)
    .execute()
  for (const { id, version } of cases) await tx.announce('case.changed', id, version)
}

async function purposeOfAnswer(deps: DeliverDeps, answerId: string) {
  const intent = { action: 'record.write', type: 'record.read', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const row = await tx.db
      .selectFrom('carrier_answer')
      .select(['regime', 'purposes'])
      .where('id', '=', answerId)
      .executeTakeFirst()
    return row === undefined ? null : purposeFor(row)
  })
}
