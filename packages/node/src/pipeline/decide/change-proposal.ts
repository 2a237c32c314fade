import type { Confirmers, DraftBody, WithdrawProposalRequest } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { checkSeen, nextVersion, seenBy } from '../cases/case-parts.ts'
import { type CaseFile, lockCase, openPart } from '../cases/case-record.ts'
import { insertNote, onCase } from '../cases/on-case.ts'
import { insertDraft } from '../drafts/keep-draft.ts'

/** A proposer may remind the people who can confirm so often, with this wait in between. */
const reminders = { most: 3, waitMs: 5 * 60_000 }

/**
 * Takes the own proposal back. The case returns to review and stays with its proposer, the text becomes their draft, and the proposal
 * stays on record as withdrawn. Errors: `no-proposal`, `not-owner`, `already-confirmed`.
 */
export async function withdrawProposal(
  access: AccessStore,
  caseId: string,
  input: z.infer<typeof WithdrawProposalRequest>,
): Promise<void> {
  await access.transaction(onCase(caseId, 'case.propose', 'proposal.withdraw'), async (tx) => {
    const row = await lockCase(tx, caseId)
    const proposal = await ownProposal(tx, row)
    const { value } = openPart<ProposalBody>(tx, row, proposal)
    await tx.db.updateTable('proposal').set({ state: 'withdrawn' }).where('id', '=', proposal.id).execute()
    await insertDraft(tx, row, 'first', 0, draftOf(proposal, value))
    await insertNote(tx, row, 'note', { text: input.reason })
    const next = nextVersion(row, ['state'])
    const assigned_to = row.assigned_to ?? tx.actor.person
    await tx.db
      .updateTable('case_file')
      .set({ state: 'in-review', assigned_to, ...next })
      .where('id', '=', caseId)
      .execute()
    tx.counted(1)
    await tx.announce('case.changed', caseId, next.version, ['state'])
  })
}

/**
 * Records that the proposal still stands after its evidence changed, because the proposer has seen the change. Errors: `no-proposal`,
 * `not-owner`, `already-confirmed`, `evidence-changed` if it changed again.
 */
export async function renewProposal(access: AccessStore, caseId: string, seen: number): Promise<void> {
  await access.transaction(
    onCase(caseId, 'case.propose', 'decision.propose', { details: { what: 'seen' } }),
    async (tx) => {
      const row = await lockCase(tx, caseId)
      const proposal = await ownProposal(tx, row)
      const own = await seenBy(tx, caseId, seen)
      await checkSeen(tx, row, own, 'own')
      await tx.db
        .updateTable('proposal')
        .set({ seen: row.version, seen_at: tx.now })
        .where('id', '=', proposal.id)
        .execute()
      tx.counted(1)
      await tx.announce('case.changed', caseId, row.version)
    },
  )
}

/**
 * Reminds the people who may confirm. They learn the case and the time, and nothing about the proposer. A supervisor may
 * remind them of a colleague's proposal; all reminders of a proposal count together. Errors: `no-proposal`, `not-owner`,
 * `already-confirmed`, `remind-limit` with the time to wait.
 */
export async function remindConfirmers(access: AccessStore, caseId: string): Promise<Confirmers['reminded']> {
  return access.transaction(onCase(caseId, 'case.propose', 'proposal.remind'), async (tx) => {
    const row = await lockCase(tx, caseId)
    const proposal = tx.actor.role === 'supervisor' ? await openProposal(tx, row) : await ownProposal(tx, row)
    if (proposal.reminded >= reminders.most) {
      throw fail('remind-limit', { detail: `You reminded them ${reminders.most} times. Call them instead.` })
    }
    const next = nextReminder(proposal)
    if (next !== null && next > tx.now) {
      const retryAfterMs = next.getTime() - tx.now.getTime()
      throw fail('remind-limit', { retryAfterMs, detail: `You can remind them again at ${next.toISOString()}.` })
    }
    const change = { reminded: proposal.reminded + 1, reminded_at: tx.now }
    await tx.db.updateTable('proposal').set(change).where('id', '=', proposal.id).execute()
    tx.counted(1)
    await tx.announce('second.reminded', caseId, row.version)
    return remindersOf(change)
  })
}

interface Reminded {
  reminded: number
  reminded_at: Date | null
}
const nextReminder = ({ reminded_at: at }: Reminded): Date | null =>
  at === null ? null : new Date(at.getTime() + reminders.waitMs)

/** Returns how often they were reminded, and from when they may be reminded again; null if not, or at once. */
export const remindersOf = (proposal: Reminded): Confirmers['reminded'] => ({
  count: proposal.reminded,
  at: proposal.reminded_at?.toISOString() ?? null,
  nextAt: proposal.reminded >= reminders.most ? null : (nextReminder(proposal)?.toISOString() ?? null),
})

/** Returns the open proposal of a case. Only its proposer may change it. Errors: `no-proposal`, `not-owner`, `already-confirmed`. */
export async function ownProposal(tx: Tx, row: CaseFile) {
  const newest = await openProposal(tx, row, tx.actor.person)
  if (newest.person_id !== tx.actor.person) throw fail('not-owner', { detail: 'A colleague made this proposal.' })
  return newest
}

/** Returns the open proposal of a case. Its proposer `own` learns whether it was answered. Errors: `no-proposal`, `already-confirmed`. */
async function openProposal(tx: Tx, row: CaseFile, own: string | null = null) {
  const newest = await tx.db
    .selectFrom('proposal as p')
    .leftJoin('confirmation as c', 'c.proposal_id', 'p.id')
    .selectAll('p')
    .select('c.id as confirmation_id')
    .where('p.case_id', '=', row.id)
    .orderBy('p.at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest !== undefined && newest.person_id === own && newest.confirmation_id !== null)
    throw fail('already-confirmed')
  if (newest === undefined || newest.state !== 'open' || row.state !== 'awaiting-second') throw fail('no-proposal')
  return newest
}

interface ProposalBody {
  text: string | null
  alternativesConsidered: string[]
}

/** Returns the draft from which a proposal could be made again. Details of an adverse outcome must be ticked again. */
const draftOf = (
  proposal: Pick<Awaited<ReturnType<typeof ownProposal>>, 'outcome' | 'act' | 'reasons' | 'hits' | 'feedback'>,
  { text, alternativesConsidered }: ProposalBody,
): DraftBody => ({
  outcome: proposal.outcome as DraftBody['outcome'],
  act: proposal.act,
  reasons: proposal.reasons,
  text: text ?? '',
  alternatives: alternativesConsidered,
  hits: proposal.hits,
  feedback: Object.fromEntries(
    proposal.feedback.map(({ hitId, outcome }) => [hitId, outcome as DraftBody['feedback'][string]]),
  ),
  details: [],
})
