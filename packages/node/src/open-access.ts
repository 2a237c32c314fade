import { randomBytes } from 'node:crypto'
import { readIndexKey } from './keys.ts'
import { createPersonalStore, type Database, type PersonalStore } from './safeguards/access/access-store.ts'
import { plainCodec } from './safeguards/access/codec.ts'
import { type AuditLog, createAuditLog } from './safeguards/audit/audit-log.ts'

/** Opens the access store and the log of a node. Each thread of the node opens them over its own connections. */
export function openAccess(deps: {
  db: Database
  /** The name of the node. */
  node: string
  /** The folder with the key of the index; null in a process that opens no personal data. */
  dataRoot: string | null
  clock: () => Date
}): { audit: AuditLog; store: PersonalStore } {
  const { db, node, dataRoot, clock } = deps
  const audit = createAuditLog({ db, node, clock })
  const indexKey = dataRoot === null ? randomBytes(32) : readIndexKey(dataRoot)
  return {
    audit,
    store: createPersonalStore({ db, audit, codec: plainCodec, indexKey, clock }),
  }
}
