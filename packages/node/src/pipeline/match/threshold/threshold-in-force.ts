import { defaultThreshold } from '@entente/matching'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/** From which score on a comparison is a hit: one for everyone, whatever nationality or script. */
export interface Threshold {
  version: number
  value: number
}
/** Before anybody proposed another. */
export const firstThreshold: Threshold = { version: 1, value: defaultThreshold }

/** The threshold in force at this instant, read in the transaction that screens: a confirmed one holds for the next screening of every worker. */
export async function thresholdInForce(tx: Pick<Tx, 'db'>): Promise<Threshold> {
  const row = await tx.db
    .selectFrom('threshold_version')
    .select(['version', 'threshold'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? firstThreshold : { version: row.version, value: row.threshold }
}
