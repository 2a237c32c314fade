import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { Gateways } from '../gateway/gateway.ts'

/** Returns the kind of the gateway that has a record. Reads no personal data. Error: `not-found`. */
export async function gatewayOfRecord(tx: Tx, gateways: Gateways, id: string): Promise<string> {
  for (const { subjects, vocabulary } of gateways.all)
    if ((await subjects.regimesOf(tx, [id])).length > 0) return vocabulary.kind
  throw fail('not-found')
}
