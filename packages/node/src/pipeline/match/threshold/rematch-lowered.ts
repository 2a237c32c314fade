import { randomUUID } from 'node:crypto'
import { rematchJob } from '../../../exchange/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/**
 * Asks that everybody of the last days be compared anew under a threshold that was lowered: in the background, with a row that says how far it is
 * (`GET /v1/rematches`). Each hit it makes names the version of the threshold it was made under. Returns the id of that `Rematch`.
 */
export async function rematchLowered(tx: Tx, version: number): Promise<string> {
  const id = randomUUID()
  await tx.db
    .insertInto('rematch')
    .values({
      id,
      kind: 'threshold',
      threshold_version: version,
      cause: 'threshold-lowered',
      asked_at: tx.now,
      signal_ids: [],
    })
    .execute()
  await tx.enqueue(rematchJob, { rematchId: id }, { jobKey: `rematch:${id}`, queue: 'rematch', priority: -10 })
  return id
}
