import { sql } from 'kysely'
import type { AccessIntent } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { Gateway, Gateways } from '../gateway/gateway.ts'
import { countGroupsJob } from '../jobs/jobs.ts'
import { inBackground } from '../match/in-background.ts'
import { subjectsByPurpose } from '../match/subjects-by-purpose.ts'
import { closePeriods } from './close-periods.ts'
import { countSubjects } from './count-subjects.ts'

export interface CountDeps extends Pick<CoreDeps, 'store' | 'member' | 'log'> {
  gateways: Gateways
}

/** A job works this long, then enqueues the rest, so that other work gets a turn. */
const sliceMs = 2_000
/** Subjects and notes that one transaction counts at most, so that its locks are short. */
const atOnce = { subjects: 500, notes: 200 }

/**
 * Task `count-groups`: counts what was noted, oldest first, and then evaluates months that are over. Counting is repeatable and notes are
 * deleted after it, so a killed job counts nobody twice and leaves nobody out.
 */
export async function countGroups(deps: CountDeps): Promise<void> {
  const until = performance.now() + sliceMs
  for (const gateway of deps.gateways.all) {
    for (;;) {
      const notes = await nextNotes(deps, gateway)
      if (notes.length === 0) break
      await countNoted(deps, gateway, [...new Set(notes.flatMap(({ subject_ids }) => subject_ids))])
      await inBackground(deps, (tx) =>
        tx.db
          .deleteFrom('disparity_due')
          .where(
            'n',
            'in',
            notes.map(({ n }) => n),
          )
          .execute(),
      )
      if (performance.now() < until) continue
      const options = { jobKey: countGroupsJob.name, queue: countGroupsJob.name }
      await inBackground(deps, (tx) => tx.enqueue(countGroupsJob, {}, options))
      return
    }
  }
  await closePeriods(deps)
}

async function nextNotes(deps: CountDeps, gateway: Gateway): Promise<{ n: string; subject_ids: string[] }[]> {
  const rows = await inBackground(deps, (tx) =>
    tx.db
      .selectFrom('disparity_due')
      .select(['n', 'subject_ids'])
      .where('gateway', '=', gateway.vocabulary.kind)
      .orderBy('n')
      .limit(atOnce.notes)
      .execute(),
  )
  let subjects = 0
  const after = rows.findIndex(({ subject_ids }) => {
    subjects += subject_ids.length
    return subjects > atOnce.subjects
  })
  return after === -1 ? rows : rows.slice(0, Math.max(1, after))
}

/** Counts subjects for the purpose for which each may be read. Those that are counted and have no case are not opened again. */
async function countNoted(deps: CountDeps, gateway: Gateway, noted: readonly string[]): Promise<void> {
  if (gateway.groups === undefined) return
  const regimes = await inBackground(deps, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select i.id from unnest(${[...noted]}::uuid[]) as i (id)
      where not exists (select from disparity_subject d where d.subject_id = i.id)
        or exists (select from counted_case c where c.subject_id = i.id)`.execute(tx.db)
    return gateway.subjects.regimesOf(
      tx,
      rows.map(({ id }) => id),
    )
  })
  for (const [purpose, ids] of subjectsByPurpose(regimes)) {
    const intent: AccessIntent = {
      ...{ action: 'signal.match', type: 'record.read', decision: 'allow' },
      details: { cause: 'group-rates' },
    }
    await systemAccess(deps, purpose).transaction(intent, async (tx) =>
      countSubjects(tx, gateway, await gateway.subjects.load(tx, ids)),
    )
  }
}
