import type { ThresholdProposal, ThresholdState, ThresholdVersion } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { roleMay } from '../../../safeguards/access/roles.ts'
import { namesOf } from '../../cases/case-people.ts'
import { firstThreshold } from '../threshold-in-force.ts'

const shown = 100

/** Returns the threshold in force, its history and its proposals. Contains no personal data. */
export async function readThreshold(tx: Tx): Promise<ThresholdState> {
  const proposals = await proposalsOf(tx)
  const versions = await versionsOf(tx)
  const { role } = tx.actor
  const mayPropose = roleMay(role, 'threshold.propose') && !proposals.some(({ state }) => state === 'open')
  return { current: versions[0] as ThresholdVersion, versions, proposals, may: { propose: mayPropose } }
}

async function versionsOf(tx: Tx): Promise<ThresholdVersion[]> {
  const rows = await tx.db
    .selectFrom('threshold_version as v')
    .innerJoin('threshold_proposal as p', 'p.id', 'v.proposal_id')
    .innerJoin('threshold_answer as a', 'a.id', 'v.answer_id')
    .select(['v.version', 'v.threshold', 'v.at', 'p.reason', 'p.person_id as proposer'])
    .select(['a.person_id as second', 'a.reason as confirmation'])
    .orderBy('v.version', 'desc')
    .execute()
  const names = await namesOf(
    tx,
    rows.flatMap((row) => [row.proposer, row.second]),
  )
  const versions = rows.map(
    (row): ThresholdVersion => ({
      version: row.version,
      threshold: row.threshold,
      since: row.at.toISOString(),
      reason: row.reason,
      proposedBy: row.proposer,
      proposedByName: names.get(row.proposer) ?? 'Somebody',
      confirmedBy: row.second,
      confirmedByName: names.get(row.second) ?? 'Somebody',
      confirmation: row.confirmation,
    }),
  )
  const nobody = { proposedBy: null, proposedByName: null, confirmedBy: null, confirmedByName: null }
  const { version, value } = firstThreshold
  return [...versions, { version, threshold: value, since: null, reason: null, ...nobody, confirmation: null }]
}

async function proposalsOf(tx: Tx): Promise<ThresholdProposal[]> {
  const rows = await tx.db
    .selectFrom('threshold_proposal as p')
    .leftJoin('threshold_answer as a', 'a.proposal_id', 'p.id')
    .leftJoin('threshold_trial as t', 't.proposal_id', 'p.id')
    .selectAll('p')
    .select(['a.person_id as second', 'a.at as answered', 'a.agree', 'a.reason as words', 't.id as trial'])
    .orderBy('p.at', 'desc')
    .orderBy('p.id')
    .limit(shown)
    .execute()
  const names = await namesOf(
    tx,
    rows.flatMap((row) => [row.person_id, row.second]),
  )
  const name = (id: string) => names.get(id) ?? 'Somebody'
  const { role, person } = tx.actor
  return rows.map((row): ThresholdProposal => {
    const { second, answered, agree, words } = row
    const own = row.person_id === person
    const open = row.state === 'open'
    const isAnswered = second !== null && answered !== null && agree !== null && words !== null
    return {
      id: row.id,
      threshold: row.threshold,
      follows: row.follows,
      reason: row.reason,
      by: row.person_id,
      byName: name(row.person_id),
      at: row.at.toISOString(),
      state: row.state,
      answer: isAnswered
        ? { by: second, byName: name(second), at: answered.toISOString(), agree, reason: words }
        : null,
      trial: row.trial,
      may: {
        answer: open && !own && roleMay(role, 'threshold.confirm'),
        withdraw: open && own && roleMay(role, 'threshold.propose'),
      },
    }
  })
}
