import { randomUUID } from 'node:crypto'
import { cargoVocabulary } from '@entente/contracts'
import { sql } from 'kysely'
import { reopenForCause } from '../../../pipeline/decide/reopen.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { readAttributes, systemAccess } from '../../../safeguards/access/system.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { caseDueJob, referralDeadlineJob, releaseAnswersJob } from '../store/jobs.ts'
import { enqueueRelease } from './answer-consignments.ts'
import { type AnswerBody, answerClasses, type ReferralBody } from './answer-row.ts'
import { filedKey } from './filed-key.ts'
import { lockReferral, type ReferralRow } from './lock-referral.ts'
import { readStanding } from './standing.ts'

type Deps = Pick<CoreDeps, 'store' | 'member'>
const intent = { action: 'record.write', type: 'record.read' } as const

/**
 * Job `referral-deadline`: reminds the filer at half time, and ends a referral that nobody answered in time. The row decides,
 * so a job that runs twice, late or early does it once. A passed deadline never refuses or clears goods: the case returns to
 * review and is due at once, and supervisors get an alarm.
 */
export async function keepReferral(
  deps: Deps,
  { referralId, kind }: { referralId: string; kind: 'reminder' | 'due' },
): Promise<void> {
  await systemAccess(deps, 'customs-security').transaction(intent, async (tx) => {
    const row = await lockReferral(tx, referralId)
    const at = kind === 'due' ? row?.due_at : row?.remind_at
    const isOpen = row !== undefined && row.state === 'open' && row.delete_at > tx.now
    // A job that a wrong clock ran too early does nothing: the job of each minute comes when it is due.
    if (!isOpen || at == null || at > tx.now) return tx.leavesNoEntry()
    tx.about(`consignment:${row.consignment_id}`)
    if (kind === 'due') return endMissed(tx, row)
    if (row.reminded_at !== null || (row.due_at !== null && row.due_at <= tx.now)) return tx.leavesNoEntry()
    await tx.db.updateTable('cargo_referral').set({ reminded_at: tx.now }).where('id', '=', row.id).execute()
    await remind(tx, row)
  })
}

async function endMissed(tx: Tx, row: ReferralRow): Promise<void> {
  await tx.db
    .updateTable('cargo_referral')
    .set({ state: 'missed', ended_at: tx.now })
    .where('id', '=', row.id)
    .execute()
  await reopenForCause(tx, cargoVocabulary, row.consignment_id, 'deadline-missed', { first: true })
  await raiseAlarm(tx, 'referral-unanswered', `consignment:${row.consignment_id}`, { records: [`referral:${row.id}`] })
  tx.counted(1)
}

async function remind(tx: Tx, row: ReferralRow): Promise<void> {
  const [standing] = await readStanding(tx, [row.consignment_id])
  const body = tx.openIfAllowed<ReferralBody>(row)?.value
  const asked = standing?.answers.find(({ referral_id }) => referral_id === row.id)
  if (standing === undefined || body === undefined || asked === undefined) return
  const own = new Set(standing.filings.filter((one) => one.sender_id === row.sender_id).map((one) => one.message_id))
  const id = randomUUID()
  const reminder: AnswerBody = {
    consignment: filedKey(standing.key, standing.level, row.sender_id),
    version: own.size,
    ...{ questions: body.questions, method: body.method, dueAt: row.due_at?.toISOString() ?? null, contact: null },
  }
  const { regime, purposes, team, received_at, mask_at, delete_at } = row
  await tx.db
    .insertInto('cargo_answer')
    .values({
      ...{ id, consignment_id: row.consignment_id, sender_id: row.sender_id, version: standing.version },
      ...{ message_id: asked.message_id, at: tx.now, event: 'referral-reminder', result: row.kind },
      ...{ decision_id: row.decision_id, referral_id: row.id, release_at: tx.now },
      ...{ regime, purposes, team, received_at, mask_at, delete_at },
      ...tx.seal(id, reminder, answerClasses, row),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await enqueueRelease(tx, row.sender_id, tx.now)
}

/**
 * Job `case-due`: raises an alarm for a case that is still open when an answer is due, once for each due time. An open alarm
 * about the case is enough.
 */
export async function warnOfDueCase(deps: Deps, { consignmentId }: { consignmentId: string }): Promise<void> {
  const work = { ...intent, impersonal: true }
  await systemAccess(deps, null).transaction(work, async (tx) => {
    tx.leavesNoEntry()
    const row = await tx.db
      .selectFrom('case_file')
      .select(['id', 'state', 'due_at'])
      .where('subject_id', '=', consignmentId)
      .where('gateway', '=', cargoVocabulary.kind)
      .where('ended_at', 'is', null)
      .where('delete_at', '>', tx.now)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || row.due_at === null || row.state === 'closed' || row.state === 'decided') return
    // Too early: the job of each minute comes when it is due.
    if (row.due_at > tx.now) return
    const ref = `case:${row.id}`
    const warned = await tx.db
      .selectFrom('alarm')
      .select('id')
      .where('code', '=', 'cargo-case-due')
      .where('ref', '=', ref)
      .where('at', '>=', row.due_at)
      .executeTakeFirst()
    if (warned === undefined) await raiseAlarm(tx, 'cargo-case-due', ref, { due: row.due_at.toISOString() })
  })
}

/** Enqueues the warning that a case will be due; a later time of the same case replaces it. */
export const enqueueCaseDue = (tx: Tx, consignmentId: string, at: Date): Promise<void> =>
  tx.enqueue(
    caseDueJob,
    { consignmentId },
    { jobKey: `case-due:${consignmentId}`, ...(at > tx.now ? { runAt: at } : {}) },
  )

/**
 * Job `cargo-answer-clocks`, each minute: enqueues the reminders, deadlines, releases and warnings that are due, if a lost
 * job or a clock that jumped ahead left them out. Each of them does nothing the second time.
 */
export async function runAnswerClocks(deps: Deps & Pick<CoreDeps, 'clock'>): Promise<void> {
  const now = deps.clock()
  const { referrals, senders, cases } = await readAttributes(deps, async (db) => ({
    referrals: await db
      .selectFrom('cargo_referral')
      .select(['id', 'due_at'])
      .where('state', '=', 'open')
      .where((e) => e.or([e('due_at', '<=', now), e.and([e('remind_at', '<=', now), e('reminded_at', 'is', null)])]))
      .where('due_at', 'is not', null)
      .limit(mostAtOnce)
      .execute(),
    senders: await db
      .selectFrom('cargo_answer')
      .select('sender_id')
      .distinct()
      .where('sequence', 'is', null)
      .where('replaced_at', 'is', null)
      .where('release_at', '<=', now)
      .execute(),
    cases: await db
      .selectFrom('case_file as k')
      .select('k.subject_id')
      .where('k.gateway', '=', cargoVocabulary.kind)
      .where(sql<boolean>`k.state in ('open', 'in-review', 'awaiting-second')`)
      .where('k.ended_at', 'is', null)
      .where('k.due_at', '<=', now)
      .where(
        sql<boolean>`not exists (select from alarm w where w.code = 'cargo-case-due' and w.ref = 'case:' || k.id
          and (w.at >= k.due_at or w.acknowledged_at is null))`,
      )
      .limit(mostAtOnce)
      .execute(),
  }))
  const work = { ...intent, impersonal: true }
  await systemAccess(deps, null).transaction(work, async (tx) => {
    tx.leavesNoEntry()
    for (const { id, due_at } of referrals) {
      const kind = due_at !== null && due_at <= now ? ('due' as const) : ('reminder' as const)
      await tx.enqueue(referralDeadlineJob, { referralId: id, kind }, { jobKey: `referral:${id}:${kind}` })
    }
    for (const { sender_id: senderId } of senders)
      await tx.enqueue(releaseAnswersJob, { senderId }, { jobKey: `release:${senderId}` })
    for (const { subject_id: id } of cases) await enqueueCaseDue(tx, id, now)
  })
}

const mostAtOnce = 500
