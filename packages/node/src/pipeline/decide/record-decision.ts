import { randomUUID } from 'node:crypto'
import type { Decision } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { undamagedOr } from '../../safeguards/oversight/undamaged-or.ts'
import { isMinor } from '../../safeguards/retention/clocks-of.ts'
import { nextVersion } from '../cases/case-parts.ts'
import { type CaseFile, type DecisionBody, decisionFrom, openCase } from '../cases/case-record.ts'
import { decisionClasses } from '../cases/record-classes.ts'
import { deleteDrafts } from '../drafts/delete-drafts.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { answerSubjectJob, decisionMadeTopic } from '../jobs/jobs.ts'
import type { MadeDecision } from './decide.ts'

/**
 * Stores a decision on a locked case and enqueues the answer to the sender and the feedback to each signal's owner. The database checks the
 * two-person rules again for every writer.
 */
export async function recordDecision(tx: Tx, gateways: Gateways, row: CaseFile, made: MadeDecision): Promise<Decision> {
  const { proposal, confirmation } = made
  const id = randomUUID()
  const before = await tx.db
    .selectFrom('decision')
    .select('id')
    .where('case_id', '=', row.id)
    .where('reopened_at', 'is not', null)
    .orderBy('proposed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { subject } = openCase(tx, row)
  const body: DecisionBody = {
    explanation: {
      en: proposal.text.trim() === '' ? `${proposal.act}: ${proposal.reasons.join(', ')}.` : proposal.text,
    },
    documents: subject.parties.flatMap(({ selectors }) =>
      selectors.filter(({ kind }) => kind === 'document').map(({ value }) => value),
    ),
  }
  const stored = await tx.db
    .insertInto('decision')
    .values({
      id,
      case_id: row.id,
      proposal_id: proposal.id,
      confirmation_id: confirmation?.id ?? null,
      outcome: proposal.outcome,
      act: proposal.act,
      adverse: made.adverse,
      reasons: proposal.reasons,
      proposed_by: proposal.person,
      proposed_at: proposal.at,
      confirmed_by: confirmation?.person ?? null,
      confirmed_at: confirmation?.at ?? null,
      active_seconds: proposal.activeMs / 1000,
      supersedes: before?.id ?? null,
      subject_version: subject.recordVersion,
      ...tx.seal(id, body, decisionClasses, row),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  if (made.adverse) await noteMinor(tx, gateways, row, id)
  await tx.db.updateTable('proposal').set({ state: 'decided' }).where('id', '=', proposal.id).execute()
  const next = nextVersion(row, ['state'])
  await tx.db
    .updateTable('case_file')
    .set({ state: 'decided', ...next })
    .where('id', '=', row.id)
    .execute()
  await deleteDrafts(tx, row.id, {}, 'decided')
  await tx.enqueue(decisionMadeTopic, { decisionId: id }, { jobKey: `feedback:${id}` })
  const answering = { subjectId: row.subject_id, gateway: row.gateway }
  await tx.enqueue(answerSubjectJob, answering, { jobKey: `answer:${row.subject_id}` })
  await tx.announce('case.changed', row.id, next.version, ['state'])
  return decisionFrom(stored, body)
}

/**
 * Notes in the register of decisions that an adverse decision is about somebody under 18, so that the sample of the week has it. It is
 * noted when the decision is made, because the record may be masked or deleted before the draw.
 */
async function noteMinor(tx: Tx, gateways: Gateways, row: CaseFile, decisionId: string): Promise<void> {
  const { clocks } = gateways.of(row.gateway).subjects
  if (clocks === undefined) return
  const facts = await undamagedOr(tx, `case:${row.id}`, () => clocks.facts(tx, [row.subject_id]), [])
  if (!facts.some((each) => isMinor(each.facts, tx.now))) return
  await tx.db.updateTable('decided_case').set({ minor: true }).where('decision_id', '=', decisionId).execute()
}
