import { sql } from 'kysely'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { isLimited } from '../cases/unchecked.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { checkLeftJob } from '../jobs/jobs.ts'
import { inBackground, subjectsAtOnce } from './in-background.ts'
import { enqueueAnswers, forEachPurpose, type MatchDeps } from './match-subjects.ts'

/** A job works this long, then enqueues the rest, so that other work gets a turn. */
const sliceMs = 2_000

/**
 * Compares the subjects that a stop left unchecked, oldest first, for each gateway that no stop limits any more, and answers their senders
 * anew. A subject that is noted again meanwhile, because another stop began or a thread had not yet read that this one was lifted, stays on the
 * list. A killed job is repeated and gives the same result.
 */
export async function checkLeft(deps: MatchDeps & Pick<CoreDeps, 'log'>): Promise<void> {
  const until = performance.now() + sliceMs
  for (const gateway of deps.gateways.all) {
    for (;;) {
      const rows = await inBackground(deps, (tx) => {
        const { kind } = gateway.vocabulary
        if (isLimited(tx, { kind, hasRules: gateway.rules !== undefined })) return Promise.resolve([])
        return tx.db
          .selectFrom('unchecked_subject')
          .select(['subject_id', 'n'])
          .where('gateway', '=', kind)
          .orderBy('n')
          .limit(subjectsAtOnce)
          .execute()
      })
      if (rows.length === 0) break
      await checkSome(deps, gateway, rows)
      if (performance.now() < until) continue
      await inBackground(deps, (tx) => tx.enqueue(checkLeftJob, {}, { jobKey: checkLeftJob.name, queue: 'rematch' }))
      return
    }
  }
}

async function checkSome(
  deps: MatchDeps,
  gateway: Gateway,
  rows: readonly { subject_id: string; n: string }[],
): Promise<void> {
  const ids = rows.map(({ subject_id: id }) => id)
  await forEachPurpose(deps, gateway, ids, { cause: 'stop-lifted', ref: null, only: undefined })
  const intent = { action: 'record.write', type: 'signal.match', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    // Also where no case changed: a refusal may have been held back.
    await enqueueAnswers(tx, gateway, ids)
    // Only as they were listed: one that was noted again since waits for its own comparison.
    await sql`delete from unchecked_subject u using unnest(${ids}::uuid[], ${rows.map(({ n }) => n)}::bigint[]) as r (id, n)
      where u.subject_id = r.id and u.n = r.n`.execute(tx.db)
  })
}
