import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { ChangedByMessage } from '../gateway/pipeline-steps.ts'
import { matchSubjectsJob } from '../jobs/jobs.ts'
import type { ReadDeps } from './read-message.ts'

const subjectsPerJob = 200
/** The most subjects that are matched in the transaction that stored them, to keep it short. */
const mostMatchedNow = 500

/** Matches the subjects that messages changed now and returns true, or enqueues jobs that do. */
export async function matchChanged(
  deps: Pick<ReadDeps, 'matchNow'>,
  tx: Tx,
  gateway: Gateway,
  changed: ChangedByMessage,
  matching: 'changed' | 'all' = 'changed',
): Promise<boolean> {
  const [first] = changed
  if (first === undefined) return true
  const ids = [...new Set(changed.flatMap(({ subjectIds }) => subjectIds))]
  if (deps.matchNow !== undefined && ids.length <= mostMatchedNow) {
    if (matching === 'all' && ids.length > 1) await lockCases(tx, ids)
    await tx.flush()
    await deps.matchNow.match(tx, gateway, changed)
    return true
  }
  const counts = changed.map(({ messageId, subjectIds }) => ({ messageId, subjects: subjectIds.length }))
  const { kind } = gateway.vocabulary
  for (let at = 0; at < ids.length; at += subjectsPerJob) {
    const subjectIds = ids.slice(at, at + subjectsPerJob)
    const messages = counts.length > 1 && at === 0 ? { messages: counts } : {}
    await tx.enqueue(matchSubjectsJob, { gateway: kind, messageId: first.messageId, subjectIds, ...messages })
  }
  return false
}

/** Locks the cases of subjects in one order, because the changes below lock those of the changed subjects first. */
async function lockCases(tx: Tx, subjectIds: readonly string[]): Promise<void> {
  await sql`select from case_file where subject_id = any(${subjectIds}::uuid[]) and ended_at is null
    order by id for update`.execute(tx.db)
}
