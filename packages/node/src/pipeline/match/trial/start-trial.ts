import { randomUUID } from 'node:crypto'
import type { ThresholdTrial } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { thresholdTrialJob } from '../../jobs/jobs.ts'
import { thresholdInForce } from '../threshold-in-force.ts'

export const usualDays = 30

/** Starts a trial of a threshold; a job runs it in slices, with lower priority than all other work. Returns its id. */
export async function startTrial(
  tx: Tx,
  asked: { cause: ThresholdTrial['cause']; threshold?: number; days?: number; proposalId?: string },
): Promise<string> {
  const id = randomUUID()
  const { version, value } = await thresholdInForce(tx)
  await tx.db
    .insertInto('threshold_trial')
    .values({
      id,
      cause: asked.cause,
      proposal_id: asked.proposalId ?? null,
      threshold: asked.threshold ?? value,
      in_force: value,
      in_force_version: version,
      days: asked.days ?? usualDays,
      asked_by: tx.actor.role === 'system' ? null : tx.actor.account,
      asked_at: tx.now,
    })
    .execute()
  await enqueueTrial(tx, id)
  await tx.announce('trial.changed', id, 0)
  return id
}

export function enqueueTrial(tx: Tx, trialId: string): Promise<void> {
  return tx.enqueue(thresholdTrialJob, { trialId }, { jobKey: `trial:${trialId}`, queue: 'trial', priority: 5 })
}
