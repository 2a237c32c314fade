import { readIndexKey } from './keys.ts'
import { createPersonalStore, type Database, type PersonalStore } from './safeguards/access/access-store.ts'
import { plainCodec } from './safeguards/access/codec.ts'
import { type AuditLog, createAuditLog } from './safeguards/audit/audit-log.ts'

/** Opens the access store and the log of a node. Each thread of the node opens them over its own connections. */
export function openAccess(deps: {
  db: Database
  /** The name of the node. */
  node: string
  dataRoot: string
  clock: () => Date
}): { audit: AuditLog; store: PersonalStore } {
  const { db, node, dataRoot, clock } = deps
  const audit = createAuditLog({ db, node, clock })
  return {
    audit,
    store: createPersonalStore({ db, audit, codec: plainCodec, indexKey: readIndexKey(dataRoot), clock }),
  }
}
