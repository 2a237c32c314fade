import { randomUUID } from 'node:crypto'
import type { ConfirmationRequest } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import {
  type ActMethod,
  actsOfEffects,
  type GivenSignature,
  recordAct,
} from '../../safeguards/access/acts/record-act.ts'
import { refuseUnproven } from '../../safeguards/access/grants.ts'
import { noteSameBrowser } from '../../safeguards/access/note-same-browser.ts'
import { checkParts, checkSeen, nextVersion, returnCaseToReview, seenBy } from '../cases/case-parts.ts'
import { secondPersonBars } from '../cases/case-people.ts'
import { type CaseFile, caseAccess, findCase, lockCase, openCase, openPart } from '../cases/case-record.ts'
import { checkEvidence } from '../cases/check-evidence.ts'
import { refuseWhileStopped } from '../cases/check-proposable.ts'
import { confirmationClasses } from '../cases/record-classes.ts'
import { deleteDrafts } from '../drafts/delete-drafts.ts'
import { Agreement, decide, ViewedProposal } from './decide.ts'
import { confirmationAct } from './decision-acts.ts'
import type { DecideResult } from './propose.ts'
import { recordDecision } from './record-decision.ts'
import {
  checkRate,
  checkReviewTime,
  checkSupport,
  checkVersion,
  checkWords,
  reasonFaults,
  viewOf,
} from './review-rules.ts'
import type { DecideDeps } from './settings.ts'

export type ConfirmationInput = z.infer<typeof ConfirmationRequest>

/**
 * Records a second person's answer to an adverse proposal. Agreement makes the decision. Disagreement returns the case for a third person,
 * and the sender still receives "further check". Errors: `role`, `no-proposal`, `same-person`, `case-edited`, `case-changed`, `not-viewed`,
 * `evidence-changed` (since either person saw it), `passkey-needed`, those of `recordAct`, `already-confirmed`, `too-soon`, `recently-recovered`, `grant-unsigned`, `record-unreadable`, `decisions-paused`, `body-invalid`.
 */
export async function confirm(
  access: AccessStore,
  { review: settings, gateways }: DecideDeps,
  caseId: string,
  input: ConfirmationInput,
  signature: GivenSignature | null = null,
): Promise<DecideResult> {
  if (input.caseId !== undefined && input.caseId !== caseId) {
    throw fail('body-invalid', { at: '/caseId', detail: 'The body names another case than the path.' })
  }
  const intent = {
    action: 'case.confirm',
    type: 'decision.confirm',
    ref: `case:${caseId}`,
    details: { agree: input.agree, reasons: input.reasons },
    on: async (db: Tx['db']) => {
      const row = await findCase({ db }, caseId)
      return row === undefined ? null : caseAccess(row)
    },
  } as const
  return access.transaction(intent, async (tx) => {
    const row = await lockCase(tx, caseId)
    const { proposal, hits, seen } = await openProposal(tx, row)
    const bar = (await secondPersonBars(tx, [caseId], tx.actor.person)).get(caseId)
    if (bar !== undefined) throw fail(bar)
    checkVersion(row, input)
    const view = await viewOf(tx, caseId)
    const own = await seenBy(tx, caseId, input.seen ?? input.version)
    const gateway = gateways.of(row.gateway)
    const outcomes = input.agree ? (['adverse'] as const) : (['no-action', 'further-check', 'exempt'] as const)
    checkWords(reasonFaults(gateway.vocabulary, outcomes, input.reasons))
    if (input.agree) refuseWhileStopped(tx, row)
    if (input.agree) await refuseUnproven(tx)
    if (input.agree) await checkSupport(tx, gateway, hits)
    if (input.agree) {
      await checkSeen(tx, row, own, 'own')
      await checkSeen(tx, row, seen, 'proposer')
    } else {
      // A disagreement harms nobody, so it does not wait for the comparison with a newer signal.
      checkParts(row, own.version, 'own')
    }
    checkReviewTime(view, input.agree, settings)
    await checkRate(tx, settings)
    await checkEvidence(tx, gateway, row, hits)
    if (input.agree) await gateway.checkCurrent?.(tx, row.subject_id, openCase(tx, row).subject.recordVersion)

    const confirmation = {
      id: randomUUID(),
      proposalId: proposal.facts.id,
      caseId,
      person: tx.actor.person,
      at: tx.now,
      agree: input.agree,
    }
    await tx.db
      .insertInto('confirmation')
      .values({
        id: confirmation.id,
        proposal_id: confirmation.proposalId,
        case_id: caseId,
        person_id: confirmation.person,
        account_id: tx.actor.account,
        at: confirmation.at,
        agree: confirmation.agree,
        reasons: input.reasons,
        ...tx.seal(confirmation.id, { text: input.text }, confirmationClasses, row),
      })
      .execute()
    if (input.agree) await noteSameBrowser(tx, [proposal.facts.person], `case:${caseId}`)
    await deleteDrafts(tx, caseId, { person: tx.actor.person }, 'answered')
    tx.counted(1)
    if (!input.agree) return disagree(tx, row, proposal)
    const act = { ...(await confirmationAct(tx, row, input, proposal.facts.act)), effectId: confirmation.id }
    const method = await recordAct(tx, signature, act)
    const made = decide(proposal, Agreement.with(proposal, confirmation, view))
    if (await isSettled(tx, proposal.facts.id, method))
      return { state: 'decided', decision: await recordDecision(tx, gateways, row, made) }
    // The decision is made once both signatures are verified. Until then the sender keeps its answer.
    const next = nextVersion(row, ['state'])
    await tx.db.updateTable('case_file').set(next).where('id', '=', caseId).execute()
    await tx.announce('case.changed', caseId, next.version, ['state'])
    return { state: 'awaiting-verification', decision: null }
  })
}

/**
 * Returns whether the signatures of both people are complete. Throws `signature-needed` if the proposal was not signed
 * although the answer is, and `passkey-needed` if nobody used a passkey.
 */
async function isSettled(tx: Tx, proposalId: string, method: ActMethod): Promise<boolean> {
  if (method === 'attested') return true
  const first = (await actsOfEffects(tx.db, [proposalId])).get(proposalId)
  if (first === undefined || first.method === 'attested')
    throw fail('signature-needed', {
      detail: 'The proposal was made before proposals were signed. It must be withdrawn and made again.',
    })
  if (first.method === 'totp' && method === 'totp') throw fail('passkey-needed')
  // Nothing is verified after a code. A passkey of the first person that is not verified yet completes the decision later.
  return method === 'totp' && first.settled
}

/** Returns the open proposal of a case, as viewed when it was made, with the hits it names. */
async function openProposal(
  tx: Tx,
  row: CaseFile,
): Promise<{ proposal: ViewedProposal<'adverse'>; hits: readonly string[]; seen: { version: number; at: Date } }> {
  const found = await tx.db
    .selectFrom('proposal')
    .selectAll()
    .where('case_id', '=', row.id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (found === undefined || row.state !== 'awaiting-second')
    throw fail((await fellAway(tx, row.id)) ? 'case-changed' : 'no-proposal')
  const { text } = openPart<{ text: string | null }>(tx, row, found).value
  const answered = await tx.db.selectFrom('confirmation').select('id').where('proposal_id', '=', found.id).execute()
  if (answered.length > 0) throw fail('already-confirmed')
  const { id, case_id: caseId, person_id: person, at, act, reasons, active_ms: activeMs } = found
  const facts = { id, caseId, person, at, outcome: 'adverse' as const, act, reasons, text: text ?? '', activeMs }
  const view = await tx.db
    .selectFrom('case_view')
    .select('active_ms')
    .where('case_id', '=', row.id)
    .where('person_id', '=', person)
    .executeTakeFirst()
  const proposal = ViewedProposal.of(facts, view && { caseId, person, activeMs: view.active_ms })
  return { proposal, hits: found.hits, seen: { version: found.seen ?? 0, at: found.seen_at ?? at } }
}

/** Returns whether the newest proposal ended because its hits did: nobody answered it, and nobody took it back. */
async function fellAway(tx: Tx, caseId: string): Promise<boolean> {
  const newest = await tx.db
    .selectFrom('proposal as p')
    .leftJoin('confirmation as c', 'c.proposal_id', 'p.id')
    .select(['p.state', 'c.id as answer'])
    .where('p.case_id', '=', caseId)
    .orderBy('p.at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.state === 'disagreed' && newest.answer === null
}

async function disagree(tx: Tx, row: CaseFile, proposal: ViewedProposal<'adverse'>): Promise<DecideResult> {
  await tx.db.updateTable('proposal').set({ state: 'disagreed' }).where('id', '=', proposal.facts.id).execute()
  await returnCaseToReview(tx, row)
  return { state: 'in-review', decision: null }
}
