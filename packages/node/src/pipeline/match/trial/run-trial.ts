import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import { loadRecent, type RematchDeps, recentSubjects, regimesOfRecent } from '../compare-again.ts'
import { comparableParties, usablePurposes } from '../compare-parties.ts'
import { inBackground, peopleAt } from '../in-background.ts'
import { subjectsByPurpose } from '../subjects-by-purpose.ts'
import { publishTally } from './publish-tally.ts'
import { enqueueTrial, startTrial, usualDays } from './start-trial.ts'
import { addPerson, emptyTally, type HitDecision, type Tally } from './tally.ts'

export type TrialDeps = Omit<RematchDeps, 'recentMs'>
/** A job works this long and leaves the rest to the next, as comparisons of changed signals do. */
const sliceMs = 2_000
/** Trials without a proposal are deleted after this time. */
const keptDays = 400

/**
 * Task `threshold-trial`: compares all subjects of the trial's days with the present signals, at the lower of both thresholds, and stores
 * counts only. The counts commit with the progress, so a repeated job counts nobody twice. Cases, hits and answers stay as they are.
 */
export function trialTask(deps: TrialDeps): (job: { trialId: string }) => Promise<void> {
  return async ({ trialId: id }) => {
    const trial = await begin(deps, id)
    if (trial === null) return
    let { compared, tally } = trial
    const until = performance.now() + sliceMs
    while (compared < trial.people && performance.now() < until) {
      const part = await peopleAt(deps, 'threshold_trial', id, compared)
      if (part === null) return
      await countPart(deps, trial, part, tally)
      if (!(await setCompared(deps, id, { from: compared, to: compared + part.length, tally }))) return
      compared += part.length
    }
    if (compared < trial.people) return inBackground(deps, (tx) => enqueueTrial(tx, id))
    await finish(deps, id, tally)
    deps.log.info({ event: 'threshold.tried', trial: id, cause: trial.cause, people: trial.people })
  }
}

interface Trial {
  id: string
  cause: string
  people: number
  compared: number
  tally: Tally
  thresholds: { inForce: number; proposed: number }
}

/** Returns null if the trial is done. The first call stores the list of subjects. */
function begin(deps: TrialDeps, id: string): Promise<Trial | null> {
  return inBackground(deps, async (tx) => {
    const row = await tx.db
      .selectFrom('threshold_trial')
      .select(['cause', 'days', 'threshold', 'in_force', 'people', 'compared', 'tally', 'finished_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || row.finished_at !== null) return null
    let { people } = row
    if (people === null) {
      const since = new Date(deps.clock().getTime() - row.days * 86_400_000)
      const recent = (await recentSubjects(tx, deps.gateways, since)).map((subject) => subject.id)
      const subjectIds = await withoutPlanted(tx, recent)
      people = subjectIds.length
      const started = { started_at: tx.now, subject_ids: subjectIds, people }
      await tx.db.updateTable('threshold_trial').set(started).where('id', '=', id).execute()
      await tx.announce('trial.changed', id, 0)
    }
    const { cause, compared, threshold, in_force } = row
    const tally = (row.tally as Tally | null) ?? emptyTally()
    return { id, cause, people, compared, tally, thresholds: { inForce: in_force, proposed: threshold } }
  })
}

/** Tries each record for the purpose for which it may be matched. */
async function countPart(deps: TrialDeps, trial: Trial, ids: readonly string[], tally: Tally): Promise<void> {
  let compared = 0
  const regimes = await inBackground(deps, (tx) => regimesOfRecent(tx, deps.gateways, ids))
  for (const [purpose, part] of subjectsByPurpose(regimes)) {
    const intent = {
      action: 'signal.match',
      type: 'signal.match',
      ref: `trial:${trial.id}`,
      details: { cause: 'trial' },
    } as const
    compared += await systemAccess(deps, purpose).transaction(intent, (tx) =>
      countSubjects(deps, tx, trial, part, tally),
    )
  }
  tally.notComparable += ids.length - compared
}

/** Returns how many of these subjects had something to compare. */
async function countSubjects(deps: TrialDeps, tx: Tx, trial: Trial, ids: string[], tally: Tally): Promise<number> {
  const { inForce, proposed } = trial.thresholds
  const decisions = await decisionsOnHits(tx, ids)
  const next = takeTurns()
  let compared = 0
  for (const context of await loadRecent(deps, tx, ids)) {
    await next()
    const purposes = usablePurposes(context.row)
    const parties = comparableParties(context)
    if (parties.length > 0) compared += 1
    for (const { identity } of parties) {
      const found = deps.index.screen(identity, { purposes, now: tx.now, threshold: Math.min(inForce, proposed) })
      const hits = found.map(({ signal, result }) => ({
        score: result.score,
        decision: decisions.get(`${context.subject.id} ${signal.id}`) ?? null,
      }))
      addPerson(tally, identity, hits, trial.thresholds)
    }
  }
  return compared
}

/** Returns false if another worker counted this part meanwhile. */
function setCompared(deps: TrialDeps, id: string, part: { from: number; to: number; tally: Tally }): Promise<boolean> {
  return inBackground(deps, async (tx) => {
    const counted = await tx.db
      .updateTable('threshold_trial')
      .set({ compared: part.to, tally: JSON.stringify(part.tally) })
      .where('id', '=', id)
      .where('compared', '=', part.from)
      .returning('id')
      .executeTakeFirst()
    if (counted !== undefined) await tx.announce('trial.changed', id, part.to)
    return counted !== undefined
  })
}

/** Keeps only the publishable result: the list of subjects and the exact counts are deleted. */
function finish(deps: TrialDeps, id: string, tally: Tally): Promise<void> {
  return inBackground(deps, async (tx) => {
    const result = JSON.stringify(publishTally(tally))
    await tx.db
      .updateTable('threshold_trial')
      .set({ finished_at: tx.now, subject_ids: null, tally: null, result })
      .where('id', '=', id)
      .execute()
    const before = new Date(tx.now.getTime() - keptDays * 86_400_000)
    await tx.db
      .deleteFrom('threshold_trial')
      .where('proposal_id', 'is', null)
      .where('finished_at', '<', before)
      .execute()
    await tx.announce('trial.changed', id, tally.people)
  })
}

/** Leaves out subjects that the node invented: a trial counts people. */
async function withoutPlanted(tx: Pick<Tx, 'db'>, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from unnest(${ids}::uuid[]) with ordinality as i (id, n) where not is_planted_subject(i.id) order by i.n`.execute(
    tx.db,
  )
  return rows.map(({ id }) => id)
}

/**
 * Returns people's decisions on the hits of these subjects, by `<subject> <signal>`: the last feedback on the hit, else the decision in
 * force on its case. An adverse decision confirms the hits it names, no action dismisses all; a further check does neither.
 */
async function decisionsOnHits(tx: Pick<Tx, 'db'>, subjectIds: readonly string[]): Promise<Map<string, HitDecision>> {
  const { rows } = await sql<{ subject: string; signal: string; outcome: string | null }>`
    select c.subject_id as subject, h.signal_id as signal, coalesce(f.outcome, case
      when d.outcome = 'adverse' and h.id = any(p.hits) then 'confirmed'
      when d.outcome = 'no-action' then 'mistaken' end) as outcome
    from counted_case c
    join hit h on h.case_id = c.id
    left join counted_feedback f on f.case_id = c.id and f.hit_id = h.id and f.latest
    left join decision d on d.case_id = c.id and d.reopened_at is null
    left join proposal p on p.id = d.proposal_id
    where c.subject_id = any(${subjectIds}::uuid[])`.execute(tx.db)
  const decisions = new Map<string, HitDecision>()
  for (const { subject, signal, outcome } of rows) {
    const decision =
      outcome === 'confirmed' ? outcome : outcome === 'mistaken' || outcome === 'not-useful' ? 'dismissed' : null
    if (decision !== null) decisions.set(`${subject} ${signal}`, decision)
  }
  return decisions
}

/**
 * Task `measure-rates`: starts a measurement under the threshold in force, daily and after a list changed. Does nothing if one is already
 * waiting.
 */
export async function measureRates(
  deps: TrialDeps,
  { cause = 'daily' }: { cause?: 'daily' | 'list' | undefined },
): Promise<void> {
  await inBackground(deps, async (tx) => {
    const waiting = await tx.db
      .selectFrom('threshold_trial')
      .select('id')
      .where('cause', 'in', ['daily', 'list'])
      .where('days', '=', usualDays)
      .where('started_at', 'is', null)
      .executeTakeFirst()
    if (waiting === undefined) await startTrial(tx, { cause })
  })
}
