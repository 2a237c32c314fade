import { randomUUID } from 'node:crypto'
import { type ThresholdAnswerRequest, type ThresholdProposalRequest, thresholdBounds } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { rematchJob } from '../../../exchange/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { thresholdInForce } from '../threshold-in-force.ts'
import { startTrial } from '../trial/start-trial.ts'

/** Throws `threshold-invalid` unless the value is between .20 and .99 in steps of a hundredth. */
export function checkThreshold(threshold: number): void {
  const { least, most } = thresholdBounds
  const hundredths = Math.round(threshold * 100)
  if (threshold >= least && threshold <= most && hundredths / 100 === threshold) return
  throw fail('threshold-invalid', { at: '/threshold' })
}

/** Writes a threshold as text, because log details take no fractions. */
const written = (threshold: number): string => threshold.toFixed(2)

/**
 * Proposes a threshold and starts its trial. Nothing changes until a second person agrees. Returns the proposal's id. Errors:
 * `threshold-invalid`, `threshold-unchanged`, `proposal-open`.
 */
export async function proposeThreshold(tx: Tx, request: ThresholdProposalRequest): Promise<string> {
  const { threshold, reason } = request
  checkThreshold(threshold)
  const current = await thresholdInForce(tx)
  if (current.value === threshold) throw fail('threshold-unchanged')
  const id = randomUUID()
  const { person, account } = tx.actor
  const made = await tx.db
    .insertInto('threshold_proposal')
    .values({ id, threshold, follows: current.version, reason, person_id: person, account_id: account, at: tx.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) throw fail('proposal-open')
  await startTrial(tx, { cause: 'proposal', threshold, proposalId: id })
  tx.note({ what: 'threshold-proposed', proposal: id, from: written(current.value), to: written(threshold) })
  await tx.announce('threshold.changed', id, current.version)
  return id
}

/**
 * Records a second person's answer. Agreement puts the threshold in force from the next screening on. Existing hits stay as they are; after
 * a lowered threshold, all recent subjects are compared again in the background. Errors: `not-found`, `no-proposal` if it is already
 * answered or withdrawn, `same-person`.
 */
export async function answerThreshold(tx: Tx, id: string, { agree, reason }: ThresholdAnswerRequest): Promise<void> {
  const proposal = await openProposal(tx, id)
  const { person, account } = tx.actor
  if (proposal.person_id === person) throw fail('same-person')
  const answerId = randomUUID()
  await tx.db
    .insertInto('threshold_answer')
    .values({ id: answerId, proposal_id: id, person_id: person, account_id: account, at: tx.now, agree, reason })
    .execute()
  const { threshold, follows } = proposal
  const version = follows + (agree ? 1 : 0)
  if (agree) {
    const before = await thresholdInForce(tx)
    const row = { version, threshold, proposal_id: id, answer_id: answerId, at: tx.now }
    await tx.db.insertInto('threshold_version').values(row).execute()
    if (threshold < before.value) await rematchLowered(tx, version)
  }
  await close(tx, id, agree ? 'confirmed' : 'refused')
  tx.note({ what: agree ? 'threshold-confirmed' : 'threshold-refused', proposal: id, to: written(threshold), version })
  await tx.announce('threshold.changed', id, version)
}

/** Withdraws a proposal of the actor's own. Errors: `not-found`, `no-proposal`, `refused` for anybody else. */
export async function withdrawThreshold(tx: Tx, id: string): Promise<void> {
  const proposal = await openProposal(tx, id)
  if (proposal.person_id !== tx.actor.person) {
    throw fail('refused', { detail: 'Only who proposed it takes it back; a second person can refuse it.' })
  }
  await close(tx, id, 'withdrawn')
  tx.note({ what: 'threshold-withdrawn', proposal: id })
  await tx.announce('threshold.changed', id, proposal.follows)
}

async function openProposal(tx: Tx, id: string) {
  const row = await tx.db
    .selectFrom('threshold_proposal')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.state !== 'open') throw fail('no-proposal')
  return row
}

async function close(tx: Tx, id: string, state: 'confirmed' | 'refused' | 'withdrawn'): Promise<void> {
  await tx.db.updateTable('threshold_proposal').set({ state }).where('id', '=', id).execute()
}

/**
 * Starts a background comparison of all recent subjects after a lowered threshold, with a row that shows its progress (`GET
 * /v1/rematches`). Each new hit names the version of the threshold. Returns the id of the `Rematch`.
 */
async function rematchLowered(tx: Tx, version: number): Promise<string> {
  const id = randomUUID()
  await tx.db
    .insertInto('rematch')
    .values({
      id,
      kind: 'threshold',
      threshold_version: version,
      cause: 'threshold-lowered',
      asked_at: tx.now,
      signal_ids: [],
    })
    .execute()
  await tx.enqueue(rematchJob, { rematchId: id }, { jobKey: `rematch:${id}`, queue: 'rematch', priority: -10 })
  return id
}
