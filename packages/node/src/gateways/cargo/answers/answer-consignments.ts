import { randomUUID } from 'node:crypto'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { insertRecords } from '../../../store/write-records.ts'
import { referralDeadlineJob, releaseAnswersJob } from '../store/jobs.ts'
import { type AnswerBody, answerClasses, type ReferralBody, referralClasses } from './answer-row.ts'
import { clearanceAt, type Deadlines, deadlinesInForce, referralTimes, usualDeadlines } from './deadlines.ts'
import { filedKey } from './filed-key.ts'
import { type Plan, type PlannedAnswer, type PlannedReferral, planAnswers } from './plan-answers.ts'
import { readContents } from './read-contents.ts'
import { readStanding, type Standing } from './standing.ts'

/** The number of stored answers, and the masters that may be cleared now. */
export interface Answered {
  answers: number
  masters: string[]
}

/**
 * Stores the answers that the filers of these consignments lack, with their referrals, in the caller's transaction. It runs
 * a fixed number of statements, and running it twice stores nothing twice.
 */
export const answerConsignments = async (tx: Tx, ids: readonly string[]): Promise<Answered> =>
  answerStandings(tx, await readStanding(tx, ids))

/** Stores the answers that follow from standings, see `answerConsignments`. */
export async function answerStandings(tx: Tx, standings: readonly Standing[]): Promise<Answered> {
  const contents = await readContents(tx, standings)
  const planned = standings.flatMap((standing) => {
    const of = contents.get(standing.id)
    return of === undefined ? [] : [{ standing, plan: planAnswers(standing, of) }]
  })
  await endReferrals(
    tx,
    planned.flatMap(({ plan }) => plan.ended),
  )
  await replaceAnswers(
    tx,
    planned.flatMap(({ plan }) => plan.replaced),
  )
  const isEmpty = planned.every(({ plan }) => plan.answers.length === 0)
  const deadlines = isEmpty ? usualDeadlines : await deadlinesInForce(tx)
  const made = planned.flatMap(({ standing, plan }) =>
    plan.answers.map((answer) => ({ standing, answer, referral: asReferral(tx, deadlines, standing, answer) })),
  )
  await storeReferrals(
    tx,
    made.flatMap(({ referral }) => (referral?.row === undefined ? [] : [referral.row])),
  )
  await storeAnswers(
    tx,
    made.map(({ standing, answer, referral }) => answerRow(tx, deadlines, standing, answer, referral)),
  )
  const masters = planned.filter(({ plan }) => plan.freesMaster).flatMap(({ standing }) => standing.parent_id ?? [])
  return { answers: made.length, masters: [...new Set(masters)] }
}

interface AskedReferral {
  id: string
  dueAt: Date | null
  questions: ReferralBody['questions']
  method: string | null
  row?: ReturnType<typeof referralRow>
}

function asReferral(
  tx: Tx,
  deadlines: Deadlines,
  standing: Standing,
  { referral, senderId, decisionId }: PlannedAnswer,
): AskedReferral | null {
  if (referral === null) return null
  if ('id' in referral) return { id: referral.id, dueAt: null, questions: [], method: null }
  const row = referralRow(tx, deadlines, standing, { referral, senderId, decisionId })
  const { id, due_at: dueAt } = row
  return { id, dueAt, questions: referral.questions, method: referral.method, row }
}

const lawOf = ({ regime, purposes, team, received_at, mask_at, delete_at }: Standing) => ({
  ...{ regime, purposes, team, received_at, mask_at, delete_at },
})

function referralRow(
  tx: Tx,
  deadlines: Deadlines,
  standing: Standing,
  given: { referral: PlannedReferral; senderId: string; decisionId: string | null },
) {
  const { kind, origin, hash, questions, method, deadline } = given.referral
  const id = randomUUID()
  // Nobody decides on a correction, so no deadline follows: the goods are not cleared until it comes.
  const times = origin === 'data' ? null : referralTimes(deadlines, kind, deadline, tx.now)
  return {
    ...{ id, consignment_id: standing.id, sender_id: given.senderId, version: standing.version, kind, origin },
    decision_id: origin === 'data' ? null : given.decisionId,
    question_hash: Buffer.from(hash, 'hex'),
    ...{ asked_at: tx.now, remind_at: times?.remindAt ?? null, due_at: times?.dueAt ?? null },
    ...lawOf(standing),
    ...tx.seal<ReferralBody>(id, { questions, method, answers: [], attachments: [] }, referralClasses, standing.regime),
  }
}

async function storeReferrals(tx: Tx, rows: readonly ReturnType<typeof referralRow>[]): Promise<void> {
  if (rows.length === 0) return
  await insertRecords('cargo_referral', rows, { bytes: ['question_hash', 'a', 'b'] }).execute(tx.db)
  for (const { id, kind, origin, remind_at, due_at, consignment_id } of rows) {
    await tx.log({ type: 'referral.send', ref: `consignment:${consignment_id}`, count: 1, details: { kind, origin } })
    if (remind_at === null || due_at === null) continue
    const at = { reminder: remind_at, due: due_at } as const
    for (const what of ['reminder', 'due'] as const) {
      const job = { jobKey: `referral:${id}:${what}`, runAt: at[what] }
      await tx.enqueue(referralDeadlineJob, { referralId: id, kind: what }, job)
    }
  }
}

function answerRow(
  tx: Tx,
  deadlines: Deadlines,
  standing: Standing,
  answer: PlannedAnswer,
  referral: AskedReferral | null,
) {
  const id = randomUUID()
  const { version_at: at, loads_at: loadsAt, arrives_at: arrivesAt } = standing
  const body: AnswerBody = {
    consignment: filedKey(standing.key, standing.level, answer.senderId),
    version: answer.ownVersion,
    questions: referral?.questions ?? [],
    method: referral?.method ?? null,
    dueAt: referral?.dueAt?.toISOString() ?? null,
    contact: answer.contact,
  }
  return {
    ...{ id, consignment_id: standing.id, sender_id: answer.senderId, version: standing.version },
    ...{ message_id: answer.messageId, at: tx.now, event: answer.event, result: answer.result },
    ...{ decision_id: answer.decisionId, referral_id: referral?.id ?? null },
    release_at: answer.result === 'AC' ? clearanceAt(deadlines, { at, loadsAt, arrivesAt }, tx.now) : tx.now,
    ...lawOf(standing),
    ...tx.seal(id, body, answerClasses, standing.regime),
  }
}

async function storeAnswers(tx: Tx, rows: readonly ReturnType<typeof answerRow>[]): Promise<void> {
  if (rows.length === 0) return
  // Two workers may plan one answer at once.
  await insertRecords('cargo_answer', rows, { bytes: ['a', 'b'], conflict: { at: [], update: 'none' } }).execute(tx.db)
  for (const senderId of new Set(rows.map(({ sender_id }) => sender_id))) {
    const own = rows.filter(({ sender_id }) => sender_id === senderId)
    const first = Math.min(...own.map(({ release_at }) => release_at.getTime()))
    await enqueueRelease(tx, senderId, new Date(first))
  }
}

/** Enqueues the release of a filer's answers. Answers of several transactions are released together. */
export async function enqueueRelease(tx: Tx, senderId: string, at: Date): Promise<void> {
  const jobKey = `release:${senderId}`
  if (at <= tx.now) return tx.enqueue(releaseAnswersJob, { senderId }, { jobKey })
  // A key of its own: an answer that is released at once must not wait for a later one.
  return tx.enqueue(releaseAnswersJob, { senderId }, { jobKey: `${jobKey}:${at.getTime()}`, runAt: at })
}

async function endReferrals(tx: Tx, ended: Plan['ended']): Promise<void> {
  for (const { id, state, by } of ended)
    await tx.db
      .updateTable('cargo_referral')
      .set({ state, ended_at: tx.now, answered_by: by })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .execute()
}

async function replaceAnswers(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db
    .updateTable('cargo_answer')
    .set({ replaced_at: tx.now })
    .where((e) => e('id', '=', e.fn.any(e.val([...ids]))))
    .where('delivered_at', 'is', null)
    .execute()
}
