import { randomUUID } from 'node:crypto'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { retroMatchJob } from '../jobs.ts'

/** Asks, in this transaction, for the uploads since a time to be looked up for signals of banks; returns the id of the job `retro-match`. */
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
