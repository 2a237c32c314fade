import { ThresholdAnswerRequest, thresholdContent } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { ActGiven, ActType } from '../../../safeguards/access/acts/act-type.ts'
import { thresholdInForce } from '../threshold-in-force.ts'

/** Returns the act of agreeing to a proposed threshold as the second person. Errors: `not-found`. */
export async function thresholdAct(tx: Tx, id: string, { reason }: ThresholdAnswerRequest): Promise<ActGiven> {
  const proposal = await tx.db
    .selectFrom('threshold_proposal as p')
    .leftJoin('threshold_trial as t', 't.proposal_id', 'p.id')
    .select(['p.id', 'p.threshold', 't.id as trial'])
    .where('p.id', '=', id)
    .executeTakeFirst()
  if (proposal === undefined) throw fail('not-found')
  const { value } = await thresholdInForce(tx)
  const content = thresholdContent(proposal, value, reason)
  return { type: 'threshold.confirm', about: `threshold:${id}`, content, record: null }
}

/** The act of agreeing to a threshold, for the route with which people ask for an act. */
export const thresholdActs = (): ActType[] => [
  {
    type: 'threshold.confirm',
    body: ThresholdAnswerRequest,
    intent: (id) => ({
      ...{ action: 'threshold.confirm', type: 'act.ask', ref: `threshold:${id}`, decision: 'allow', impersonal: true },
    }),
    read: (tx, id, body) => thresholdAct(tx, id, body as ThresholdAnswerRequest),
  },
]
