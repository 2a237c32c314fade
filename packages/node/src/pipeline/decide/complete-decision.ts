import type { Tx } from '../../safeguards/access/access-store.ts'
import { actsOfEffects } from '../../safeguards/access/acts/record-act.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, readAttributes, systemAccess } from '../../safeguards/access/system.ts'
import { returnCaseToReview } from '../cases/case-parts.ts'
import { type CaseFile, lockCase, openPart } from '../cases/case-record.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { Agreement, decide, type View, ViewedProposal } from './decide.ts'
import { recordDecision } from './record-decision.ts'
import { isSupported } from './review-rules.ts'

/**
 * Makes the decision on which two people agreed, once the acts of both are verified. Runs after each verified act: of two runs
 * the second finds a decided case. If the signals that it rests on ended meanwhile, the case returns to review.
 */
export async function completeDecision(
  deps: Pick<CoreDeps, 'store' | 'member'> & { gateways: Gateways },
  { actId }: { actId: string },
): Promise<void> {
  const found = await readAttributes(deps, (db) =>
    db
      .selectFrom('signed_act as s')
      .innerJoin('case_file as c', 'c.id', 's.case_id')
      .select(['c.id', 'c.regime', 'c.purposes'])
      .where('s.id', '=', actId)
      .executeTakeFirst(),
  )
  if (found === undefined) return
  const intent = { action: 'record.write', type: 'decision.complete', ref: `case:${found.id}` } as const
  await systemAccess(deps, purposeFor(found), found.id).transaction(intent, async (tx) => {
    const row = await lockCase(tx, found.id)
    const agreed = await agreedProposal(tx, row)
    if (agreed === null) return tx.leavesNoEntry()
    const { proposal, confirmation } = agreed
    const acts = await actsOfEffects(tx.db, [proposal.id, confirmation.id])
    const isVerified = [proposal.id, confirmation.id].every((id) => acts.get(id)?.settled === true)
    if (!isVerified) return tx.leavesNoEntry()
    tx.counted(1)
    if (!(await isSupported(tx, deps.gateways.of(row.gateway), proposal.hits))) {
      tx.note({ outcome: 'hits-ended' })
      await tx.db.updateTable('proposal').set({ state: 'disagreed' }).where('id', '=', proposal.id).execute()
      return returnCaseToReview(tx, row)
    }
    const viewed = ViewedProposal.of(await factsOf(tx, row, proposal), await viewBy(tx, row.id, proposal.person_id))
    const answer = {
      ...{ id: confirmation.id, proposalId: proposal.id, caseId: row.id, person: confirmation.person_id },
      ...{ at: confirmation.at, agree: confirmation.agree },
    }
    const made = decide(viewed, Agreement.with(viewed, answer, await viewBy(tx, row.id, confirmation.person_id)))
    await recordDecision(tx, deps.gateways, row, made)
  })
}

async function agreedProposal(tx: Tx, row: CaseFile) {
  if (row.state !== 'awaiting-second') return null
  const proposal = await tx.db
    .selectFrom('proposal')
    .selectAll()
    .where('case_id', '=', row.id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (proposal === undefined) return null
  const confirmation = await tx.db
    .selectFrom('confirmation')
    .selectAll()
    .where('proposal_id', '=', proposal.id)
    .where('agree', '=', true)
    .executeTakeFirst()
  return confirmation === undefined ? null : { proposal, confirmation }
}

type ProposalRow = NonNullable<Awaited<ReturnType<typeof agreedProposal>>>['proposal']

async function factsOf(tx: Tx, row: CaseFile, proposal: ProposalRow) {
  const { text } = openPart<{ text: string | null }>(tx, row, proposal).value
  return {
    ...{ id: proposal.id, caseId: row.id, person: proposal.person_id, at: proposal.at, outcome: 'adverse' as const },
    ...{ act: proposal.act, reasons: proposal.reasons, text: text ?? '', activeMs: proposal.active_ms },
  }
}

async function viewBy(tx: Tx, caseId: string, person: string): Promise<View | undefined> {
  const view = await tx.db
    .selectFrom('case_view')
    .select('active_ms')
    .where('case_id', '=', caseId)
    .where('person_id', '=', person)
    .executeTakeFirst()
  return view && { caseId, person, activeMs: view.active_ms }
}
