import type { HitRate, MatchingRates, ThresholdTrial, TrialResult } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { ThresholdTrialTable } from '../../../store/schema.ts'
import { thresholdInForce } from '../threshold-in-force.ts'

const shown = 100
type TrialRow = Omit<Selectable<ThresholdTrialTable>, 'subject_ids' | 'tally' | 'asked_by'>
const columns = [
  'id',
  'cause',
  'proposal_id',
  'threshold',
  'in_force',
  'in_force_version',
  'days',
  'asked_at',
  'started_at',
  'people',
  'compared',
  'result',
  'finished_at',
] as const

/** Lists trials and measurements, newest first. */
export async function listTrials(tx: Tx): Promise<ThresholdTrial[]> {
  const rows = await tx.db
    .selectFrom('threshold_trial')
    .select(columns)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(shown)
    .execute()
  return rows.map(trialOf)
}

/** Returns a trial's progress and result. Throws `not-found`. */
export async function readTrial(tx: Tx, id: string): Promise<ThresholdTrial> {
  const row = await tx.db.selectFrom('threshold_trial').select(columns).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return trialOf(row)
}

function trialOf(row: TrialRow): ThresholdTrial {
  return {
    id: row.id,
    cause: row.cause,
    proposal: row.proposal_id,
    threshold: row.threshold,
    inForce: row.in_force,
    inForceVersion: row.in_force_version,
    days: row.days,
    askedAt: row.asked_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    people: row.people,
    compared: row.compared,
    result: row.result,
  }
}

/** Returns the rates under the threshold in force, from the newest trial that has them on either side: a confirmed threshold was tried before. */
export async function readRates(tx: Tx, days: number): Promise<MatchingRates> {
  const { version, value } = await thresholdInForce(tx)
  const over = tx.db.selectFrom('threshold_trial').select(columns).where('days', '=', days)
  const done = await over
    .where('finished_at', 'is not', null)
    .where((e) => e.or([e('in_force', '=', value), e('threshold', '=', value)]))
    .orderBy('finished_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const running = await over.where('finished_at', 'is', null).orderBy('asked_at').limit(1).executeTakeFirst()
  return {
    threshold: value,
    thresholdVersion: version,
    days,
    measured: done === undefined ? null : measuredBy(done, done.in_force === value ? 'inForce' : 'proposed'),
    running: running?.id ?? null,
  }
}

function measuredBy(row: TrialRow, side: 'inForce' | 'proposed'): MatchingRates['measured'] {
  const { id, finished_at, result } = row
  if (finished_at === null || result === null) return null
  const { people, notComparable, rates } = result
  const one = ({ groups, leftOut }: TrialResult['rates']['script']) => ({
    groups: groups.map((group) => ({ value: group.value, ...(group[side] satisfies HitRate) })),
    leftOut,
  })
  return {
    at: finished_at.toISOString(),
    trial: id,
    people,
    notComparable,
    all: rates.all[side],
    script: one(rates.script),
    nationality: one(rates.nationality),
  }
}
