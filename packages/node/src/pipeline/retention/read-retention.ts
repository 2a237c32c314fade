import type { RetentionState } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { regimeAt } from '../../safeguards/retention/regimes.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { readEvidence } from './evidence.ts'
import { gatewayOfRecord } from './gateway-of-record.ts'
import { readRecordHolds } from './record-holds.ts'

/** Reads when a record is masked and deleted, under which version of which regime, and what keeps it. Error: `not-found`. */
export async function readRetention(tx: Tx, gateways: Gateways, id: string): Promise<RetentionState> {
  const gateway = await gatewayOfRecord(tx, gateways, id)
  const [context] = await gateways.of(gateway).subjects.load(tx, [id])
  if (context === undefined) throw fail('not-found')
  const { regime, received_at, mask_at, delete_at } = context.row
  tx.counted(1)
  return {
    recordId: id,
    ...{ gateway, regime, version: regimeAt(regime, received_at).version },
    startAt: received_at.toISOString(),
    maskAt: mask_at?.toISOString() ?? null,
    deleteAt: delete_at.toISOString(),
    state: delete_at <= tx.now ? 'due' : mask_at !== null && mask_at <= tx.now ? 'masked' : 'open',
    evidence: await readEvidence(tx, id),
    holds: await readRecordHolds(tx, { record: id }),
  }
}
