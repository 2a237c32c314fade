import { defaultThreshold } from '@entente/matching'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { Threshold } from '../gateway/compared-subject.ts'

/** The first threshold, in force until a proposal is confirmed. */
export const firstThreshold: Threshold = { version: 1, value: defaultThreshold }

/** Returns the threshold in force. Read in the transaction that screens, so a confirmed one applies to the next screening of every worker. */
export async function thresholdInForce(tx: Pick<Tx, 'db'>): Promise<Threshold> {
  const row = await tx.db
    .selectFrom('threshold_version')
    .select(['version', 'threshold'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? firstThreshold : { version: row.version, value: row.threshold }
}
