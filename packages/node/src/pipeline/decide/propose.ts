import { randomUUID } from 'node:crypto'
import type { Decision, ProposalRequest } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { type GivenSignature, recordAct } from '../../safeguards/access/acts/record-act.ts'
import { refuseUnproven } from '../../safeguards/access/grants.ts'
import { checkSeen, nextVersion, seenBy } from '../cases/case-parts.ts'
import { type CaseFile, caseAccess, findCase, type HitRow, lockCase, openCase } from '../cases/case-record.ts'
import { checkEvidence } from '../cases/check-evidence.ts'
import { checkAssignee, checkState, refuseWhileStopped } from '../cases/check-proposable.ts'
import { proposalClasses } from '../cases/record-classes.ts'
import { deleteDrafts } from '../drafts/delete-drafts.ts'
import { decide, ViewedProposal } from './decide.ts'
import { proposalAct } from './decision-acts.ts'
import { recordDecision } from './record-decision.ts'
import {
  actFault,
  checkDetails,
  checkRate,
  checkReviewTime,
  checkSupport,
  checkVersion,
  checkWords,
  reasonFaults,
  textFault,
  viewOf,
} from './review-rules.ts'
import type { DecideDeps } from './settings.ts'

export type ProposalInput = z.infer<typeof ProposalRequest>
export type DecideResult = {
  state: 'awaiting-second' | 'awaiting-verification' | 'decided' | 'in-review'
  decision: Decision | null
}

/**
 * Records a first person's proposal on one case. An outcome that is not adverse decides the case. An adverse one waits for a second person,
 * and no answer leaves until then. Errors: `case-closed`, `case-decided`, `second-person-required`, `case-changed`, `refused`,
 * `evidence-changed`, `not-viewed`, `too-soon`, `rate-exceeded`, those of `recordAct`, `third-person-required`, `decisions-paused`, `recently-recovered`, `grant-unsigned`, `record-unreadable`, `body-invalid` with every fault, and those that
 * the gateway's vocabulary names for details.
 */
export async function propose(
  access: AccessStore,
  { review: settings, gateways }: DecideDeps,
  caseId: string,
  input: ProposalInput,
  signature: GivenSignature | null = null,
): Promise<DecideResult> {
  if (input.caseId !== undefined && input.caseId !== caseId) {
    throw fail('body-invalid', { at: '/caseId', detail: 'The body names another case than the path.' })
  }
  const adverse = input.outcome === 'adverse'
  const intent = {
    action: 'case.propose',
    type: 'decision.propose',
    ref: `case:${caseId}`,
    details: { outcome: input.outcome, act: input.act, reasons: input.reasons },
    on: async (db: Tx['db']) => rowAccess(await findCase({ db }, caseId)),
  } as const
  return access.transaction(intent, async (tx) => {
    const row = await lockCase(tx, caseId)
    checkState(row)
    checkVersion(row, input)
    checkAssignee(tx, row)
    const view = await viewOf(tx, caseId)
    await checkThird(tx, row, input.outcome)
    const hits = await tx.db.selectFrom('hit').selectAll().where('case_id', '=', caseId).execute()
    const gateway = gateways.of(row.gateway)
    const { vocabulary } = gateway
    checkWords([
      actFault(vocabulary, input.outcome, input.act),
      ...reasonFaults(vocabulary, [input.outcome], input.reasons),
      textFault(input.text, adverse),
      ...hitFaults(input, hits),
    ])
    checkDetails(vocabulary, input.act, input.details)
    if (adverse) refuseWhileStopped(tx, row)
    if (adverse) await refuseUnproven(tx)
    if (adverse) await checkSupport(tx, gateway, input.hits)
    await checkSeen(tx, row, await seenBy(tx, caseId, input.seen ?? input.version), 'own')
    checkReviewTime(view, adverse, settings)
    await checkRate(tx, settings)
    await checkEvidence(tx, gateway, row, input.hits)
    await gateway.checkCurrent?.(tx, row.subject_id, openCase(tx, row).subject.recordVersion)

    const facts = {
      id: randomUUID(),
      caseId,
      person: tx.actor.person,
      at: tx.now,
      outcome: input.outcome,
      act: input.act,
      reasons: input.reasons,
      text: input.text,
      activeMs: view.activeMs,
    }
    await insertProposal(tx, row, facts, input, hits)
    if (adverse) await recordAct(tx, signature, { ...(await proposalAct(tx, row, input)), effectId: facts.id })
    await deleteDrafts(tx, caseId, { person: tx.actor.person }, 'proposed')
    tx.counted(1)
    if (facts.outcome !== 'adverse') {
      const made = decide(ViewedProposal.of({ ...facts, outcome: facts.outcome }, view), null)
      return { state: 'decided', decision: await recordDecision(tx, gateways, row, made) }
    }
    const next = nextVersion(row, ['state'])
    await tx.db
      .updateTable('case_file')
      .set({ state: 'awaiting-second', ...next })
      .where('id', '=', caseId)
      .execute()
    await tx.announce('case.changed', caseId, next.version, ['state'])
    return { state: 'awaiting-second', decision: null }
  })
}

const rowAccess = (row: CaseFile | undefined) => (row === undefined ? null : caseAccess(row))

/** Requires a third person after two people disagreed. A further check needs no third person: the sender already received this answer. */
async function checkThird(tx: Tx, row: CaseFile, outcome: string): Promise<void> {
  if (outcome === 'further-check') return
  const person = tx.actor.person
  const latest = await tx.db
    .selectFrom('proposal as p')
    .innerJoin('confirmation as c', 'c.proposal_id', 'p.id')
    .select(['p.person_id as first', 'c.person_id as second', 'c.agree', 'c.at'])
    .where('p.case_id', '=', row.id)
    .orderBy('c.at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest === undefined || latest.agree) return
  const decidedSince = await tx.db
    .selectFrom('decision')
    .select('id')
    .where('case_id', '=', row.id)
    .where('proposed_at', '>', latest.at)
    .executeTakeFirst()
  if (decidedSince !== undefined) return
  if (latest.first === person || latest.second === person) throw fail('third-person-required')
}

function hitFaults(input: ProposalInput, hits: readonly HitRow[]) {
  const live = new Set(hits.filter((hit) => hit.withdrawn_at === null).map((hit) => hit.id))
  const all = new Set(hits.map((hit) => hit.id))
  const unknown = input.hits.map((id, place) =>
    live.has(id) ? null : { code: 'hit-unknown', at: `/hits/${place}`, message: 'This is no hit of this case.' },
  )
  const feedback = (input.feedback ?? []).map(({ hitId }, place) =>
    all.has(hitId)
      ? null
      : { code: 'hit-unknown', at: `/feedback/${place}/hitId`, message: 'This is no hit of this case.' },
  )
  const none =
    input.outcome === 'adverse' && input.hits.length === 0
      ? { code: 'hits-missing', at: '/hits', message: 'An adverse outcome names the hits it rests on.' }
      : null
  return [...unknown, ...feedback, none]
}

async function insertProposal(
  tx: Tx,
  row: CaseFile,
  facts: { id: string; outcome: string; act: string; reasons: string[]; activeMs: number },
  input: ProposalInput,
  hits: readonly HitRow[],
): Promise<void> {
  const live = hits.filter((hit) => hit.withdrawn_at === null).map((hit) => hit.id)
  await tx.db
    .insertInto('proposal')
    .values({
      id: facts.id,
      case_id: row.id,
      person_id: tx.actor.person,
      account_id: tx.actor.account,
      at: tx.now,
      outcome: facts.outcome,
      act: facts.act,
      adverse: facts.outcome === 'adverse',
      reasons: facts.reasons,
      hits: input.hits,
      feedback: JSON.stringify(input.feedback ?? feedbackThatFollows(input, live)),
      active_ms: facts.activeMs,
      seen: row.version,
      ...tx.seal(
        facts.id,
        {
          text: input.text,
          alternativesConsidered: input.alternativesConsidered,
          details: input.details,
        },
        proposalClasses,
        row,
      ),
    })
    .execute()
}

/** Returns the feedback that follows from the outcome, for the hits on which the person gave none. */
function feedbackThatFollows(
  input: ProposalInput,
  live: string[],
): { hitId: string; outcome: 'mistaken' | 'confirmed' }[] {
  if (input.outcome === 'no-action') return live.map((hitId) => ({ hitId, outcome: 'mistaken' }))
  if (input.outcome === 'adverse') return input.hits.map((hitId) => ({ hitId, outcome: 'confirmed' }))
  return []
}
