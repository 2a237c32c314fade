import { cargoVocabulary } from '@entente/contracts'
import { sql } from 'kysely'
import { nextVersion } from '../../../pipeline/cases/case-parts.ts'
import { lockCase } from '../../../pipeline/cases/case-record.ts'
import { reopenForCause } from '../../../pipeline/decide/reopen.ts'
import { answerSubjectJob } from '../../../pipeline/jobs/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import type { InspectionOrder } from './inspection-row.ts'

/** The words of a result wait this long, so that an officer may change them before they are sent. */
const wordsWaitMs = 24 * 60 * 60_000

/**
 * Puts a result of a locked order in force: the order closes, the case of the goods returns to people, and the words for
 * those whose signals and rules hit wait for an officer.
 */
export async function closeInspection(tx: Tx, order: InspectionOrder, resultId: string): Promise<void> {
  const result = await tx.db
    .selectFrom('cargo_inspection_result')
    .select(['outcome', 'wrong_party'])
    .where('id', '=', resultId)
    .executeTakeFirstOrThrow()
  const { outcome } = result
  await tx.db
    .updateTable('cargo_inspection')
    .set({ state: 'closed', outcome, result_id: resultId, pending_id: null, closed_at: tx.now })
    .where('id', '=', order.id)
    .execute()
  await noteHits(tx, order)
  await keepWords(tx, order, { id: resultId, outcome, wrongParty: result.wrong_party })
  await returnCase(tx, order, outcome)
  // A finding drops a clearance that waits, and a corrected one allows it again.
  const answering = { subjectId: order.consignment_id, gateway: cargoVocabulary.kind }
  await tx.enqueue(answerSubjectJob, answering, { jobKey: `answer:${order.consignment_id}` })
  await tx.announce('inspection.changed', order.id, 1)
  await tx.announce('consignment.changed', order.consignment_id, order.consignment_version)
}

/** Notes the signals and rules that hit the goods until now: their rates count the result. */
async function noteHits(tx: Tx, { id, consignment_id }: InspectionOrder): Promise<void> {
  await sql`insert into cargo_inspection_reason (inspection_id, consignment_id, kind, ref, version, ordered, text, value, at)
    select ${id}, h.subject_id, case when h.rule_id is null then 'watchlist' else 'rule' end,
      coalesce(h.rule_id, h.signal_id)::text, coalesce(h.rule_version, h.signal_version), false,
      case when h.rule_id is null then null else max(h.source) end, null, ${tx.now}
    from hit h join case_file c on c.id = h.case_id
    where c.subject_id = ${consignment_id} and c.gateway = ${cargoVocabulary.kind} and h.withdrawn_at is null
    group by h.subject_id, h.rule_id, h.signal_id, h.rule_version, h.signal_version
    on conflict do nothing`.execute(tx.db)
}

/** Returns the word that a result gives about the hits on the goods; null if it says nothing about them. */
function wordOf(outcome: string, wrongParty: boolean): 'confirmed' | 'mistaken' | 'not-useful' | null {
  if (outcome === 'not-inspected') return null
  if (wrongParty) return 'mistaken'
  return outcome === 'found' ? 'confirmed' : outcome === 'nothing-found' ? 'not-useful' : null
}

async function keepWords(
  tx: Tx,
  { consignment_id }: InspectionOrder,
  result: { id: string; outcome: string; wrongParty: boolean },
): Promise<void> {
  const word = wordOf(result.outcome, result.wrongParty)
  if (word === null) return
  const sendsAt = new Date(tx.now.getTime() + wordsWaitMs)
  await tx.db
    .insertInto('cargo_inspection_word')
    .columns(['result_id', 'hit_id', 'outcome', 'changed_by', 'sends_at', 'sent_at'])
    .expression((e) =>
      e
        .selectFrom('hit as h')
        .innerJoin('case_file as c', 'c.id', 'h.case_id')
        .select([sql`${result.id}::uuid`.as('result_id'), 'h.id', sql`${word}`.as('outcome')])
        .select([sql`null::uuid`.as('changed_by'), sql`${sendsAt}::timestamptz`.as('sends_at')])
        .select(sql`null::timestamptz`.as('sent_at'))
        .where('c.subject_id', '=', consignment_id)
        .where('c.gateway', '=', cargoVocabulary.kind)
        .where('h.withdrawn_at', 'is', null),
    )
    .execute()
}

/** The acts that wait for an inspection. */
const waits = ['inspect', 'RFS']

/**
 * Returns the case of the goods to people. A finding reopens any decision but an adverse one. Another result reopens the
 * decision that ordered it, so that an officer closes the case. An officer with an open case must see the result before they
 * decide, so nobody clears goods with a finding unknowingly. A finding on goods without an open or decided case raises an alarm,
 * because inspectors see no cases and officers look at no order of goods that nobody suspected.
 */
async function returnCase(tx: Tx, order: InspectionOrder, outcome: string): Promise<void> {
  const consignmentId = order.consignment_id
  const found = await tx.db
    .selectFrom('case_file as c')
    .leftJoin('decision as d', (join) => join.onRef('d.case_id', '=', 'c.id').on('d.reopened_at', 'is', null))
    .select(['c.id', 'c.state', 'd.act'])
    .where('c.subject_id', '=', consignmentId)
    .where('c.gateway', '=', cargoVocabulary.kind)
    .where('c.ended_at', 'is', null)
    .executeTakeFirst()
  if (found === undefined || found.state === 'closed') {
    const detail = { records: [`inspection:${order.id}`] }
    if (outcome === 'found') await raiseAlarm(tx, 'cargo-found-without-case', `consignment:${consignmentId}`, detail)
    return
  }
  if (found.state === 'decided') {
    const isFinding = outcome === 'found'
    if (!isFinding && !waits.includes(found.act ?? '')) return
    await reopenForCause(tx, cargoVocabulary, consignmentId, isFinding ? 'inspection-found' : 'inspection-result')
    return
  }
  const row = await lockCase(tx, found.id)
  const next = nextVersion(row, ['evidence'])
  await tx.db.updateTable('case_file').set(next).where('id', '=', row.id).execute()
  await tx.announce('case.changed', row.id, next.version, ['evidence'])
}
