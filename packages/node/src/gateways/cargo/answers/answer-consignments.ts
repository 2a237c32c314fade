import { randomUUID } from 'node:crypto'
import { cargoVocabulary } from '@entente/contracts'
import { isLimited, noteUnchecked } from '../../../pipeline/cases/unchecked.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { insertRecords } from '../../../store/write-records.ts'
import { referralDeadlineJob, releaseAnswersJob } from '../store/jobs.ts'
import { type AnswerBody, answerClasses, type ReferralBody, referralClasses } from './answer-row.ts'
import { clearanceAt, type Deadlines, deadlinesInForce, referralTimes, usualDeadlines } from './deadlines.ts'
import { endReferrals } from './end-referrals.ts'
import { filedKey } from './filed-key.ts'
import { type PlannedAnswer, type PlannedReferral, planAnswers } from './plan-answers.ts'
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
  const planned = (await withoutPaused(tx, standings)).map((standing) => ({
    standing,
    plan: planAnswers(standing, contents.get(standing.id) ?? { decision: null, defects: new Map() }),
  }))
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
  const stored = await storeReferrals(
    tx,
    made.flatMap(({ referral }) => (referral?.row === undefined ? [] : [referral.row])),
  )
  // Another worker asked it meanwhile, and stores the answer too.
  const own = made.filter(({ referral }) => referral?.row === undefined || stored.has(referral.id))
  await storeAnswers(
    tx,
    own.map(({ standing, answer, referral }) => answerRow(tx, deadlines, standing, answer, referral)),
  )
  const masters = planned.filter(({ plan }) => plan.freesMaster).flatMap(({ standing }) => standing.parent_id ?? [])
  return { answers: own.length, masters: [...new Set(masters)] }
}

/** While nothing of the gateway is matched, a refusal is not sent. Its filers are answered once the stop is lifted. */
async function withoutPaused(tx: Tx, standings: readonly Standing[]): Promise<readonly Standing[]> {
  const { kind } = cargoVocabulary
  if (!tx.stops.stopsGateway(kind)) return standings
  const refused = standings.filter(({ adverse }) => adverse === true)
  await noteUnchecked(
    tx,
    kind,
    refused.map(({ id }) => id),
  )
  return standings.filter(({ adverse }) => adverse !== true)
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
    // The filer learns of a correction when its answer leaves.
    asked_at: origin === 'data' ? leavesAt(tx, deadlines, standing) : tx.now,
    ...{ remind_at: times?.remindAt ?? null, due_at: times?.dueAt ?? null },
    ...lawOf(standing),
    ...tx.seal<ReferralBody>(id, { questions, method, answers: [], attachments: [] }, referralClasses, standing),
  }
}

async function storeReferrals(tx: Tx, rows: readonly ReturnType<typeof referralRow>[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  // Two workers may plan one question at once.
  const inserted = await insertRecords('cargo_referral', rows, {
    bytes: ['question_hash', 'a', 'b'],
    conflict: { at: [], update: 'none' },
    returning: ['id'],
  }).execute(tx.db)
  const stored = new Set((inserted.rows as { id: string }[]).map(({ id }) => id))
  for (const { id, kind, origin, remind_at, due_at, consignment_id } of rows.filter((row) => stored.has(row.id))) {
    await tx.log({ type: 'referral.send', ref: `consignment:${consignment_id}`, count: 1, details: { kind, origin } })
    if (remind_at === null || due_at === null) continue
    const at = { reminder: remind_at, due: due_at } as const
    for (const what of ['reminder', 'due'] as const) {
      const job = { jobKey: `referral:${id}:${what}`, runAt: at[what] }
      await tx.enqueue(referralDeadlineJob, { referralId: id, kind: what }, job)
    }
  }
  return stored
}

/** Returns when an answer that says nothing about people may leave. */
const leavesAt = (
  { now }: Tx,
  deadlines: Deadlines,
  { version_at: at, loads_at: loadsAt, arrives_at: arrivesAt }: Standing,
): Date => clearanceAt(deadlines, { at, loadsAt, arrivesAt }, now)

function answerRow(
  tx: Tx,
  deadlines: Deadlines,
  standing: Standing,
  answer: PlannedAnswer,
  referral: AskedReferral | null,
) {
  const id = randomUUID()
  const body: AnswerBody = {
    consignment: filedKey(standing.key, standing.level, answer.senderId),
    version: answer.ownVersion,
    questions: referral?.questions ?? [],
    method: referral?.method ?? null,
    dueAt: referral?.dueAt?.toISOString() ?? null,
    contact: answer.contact,
    ...(isLimited(tx, { kind: cargoVocabulary.kind, hasRules: true }) ? { unchecked: true } : {}),
  }
  // A correction that came at once would show within the period that no case is open.
  const mayWait = answer.result === 'AC' || answer.event === 'correction-asked'
  return {
    ...{ id, consignment_id: standing.id, sender_id: answer.senderId, version: standing.version },
    ...{ message_id: answer.messageId, at: tx.now, event: answer.event, result: answer.result },
    ...{ decision_id: answer.decisionId, referral_id: referral?.id ?? null },
    release_at: mayWait ? leavesAt(tx, deadlines, standing) : tx.now,
    ...lawOf(standing),
    ...tx.seal(id, body, answerClasses, standing),
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

async function replaceAnswers(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db
    .updateTable('cargo_answer')
    .set({ replaced_at: tx.now })
    .where((e) => e('id', '=', e.fn.any(e.val([...ids]))))
    .where('delivered_at', 'is', null)
    .execute()
}
