import { randomUUID } from 'node:crypto'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { retroMatchJob } from './jobs.ts'

/**
 * Enqueues, in this transaction, a job `retro-match` that compares uploads since a time with signals of banks; returns
 * its id.
 */
export async function enqueueRetro(
  tx: Tx,
  numbers: readonly (number | string)[],
  asked: { since?: Date | string; cause: 'added' | 'asked' | 'agreement-changed'; urgent?: boolean },
): Promise<string> {
  const { since = new Date(0), cause, urgent = false } = asked
  const id = randomUUID()
  await tx.db
    .insertInto('retro_job')
    .values({ id, asked_at: tx.now, since, numbers: numbers.map(String), cause })
    .execute()
  await tx.enqueue(retroMatchJob, { jobId: id }, { jobKey: `retro:${id}`, priority: urgent ? -25 : -5 })
  return id
}
