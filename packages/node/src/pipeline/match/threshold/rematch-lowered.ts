import { randomUUID } from 'node:crypto'
import { rematchJob } from '../../../exchange/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/**
 * Starts a background comparison of all recent subjects after a lowered threshold, with a row that shows its progress (`GET
 * /v1/rematches`). Each new hit names the version of the threshold. Returns the id of the `Rematch`.
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
