import { randomBytes } from 'node:crypto'
import { readIndexKey } from './keys.ts'
import { createPersonalStore, type Database, type PersonalStore } from './safeguards/access/access-store.ts'
import type { Codec } from './safeguards/access/codec.ts'
import { type AuditLog, createAuditLog } from './safeguards/audit/audit-log.ts'
import type { FollowedStops } from './safeguards/stops-in-force/follow-stops.ts'

/**
 * Opens the access store and the log of a node. Each thread of the node opens them over its own connections. Without a codec, no personal
 * data can be opened or sealed.
 */
export function openAccess(deps: {
  db: Database
  codec?: Codec
  /** The name of the node. */
  node: string
  /** The folder with the key of the index; null in a process that opens no personal data. */
  dataRoot: string | null
  clock: () => Date
  /** The stops that this thread follows. Absent: the process matches nothing. */
  stops?: Pick<FollowedStops, 'current'>
}): { audit: AuditLog; store: PersonalStore } {
  const { db, node, dataRoot, clock, codec = noCodec, stops } = deps
  const audit = createAuditLog({ db, node, clock })
  const indexKey = dataRoot === null ? randomBytes(32) : readIndexKey(dataRoot)
  return {
    audit,
    store: createPersonalStore({ db, audit, codec, indexKey, clock, stops: stops?.current }),
  }
}

const refuse = (): never => {
  throw new Error('this process has no keys for personal data')
}
/** The codec of a process that works without personal data. */
const noCodec: Codec = {
  ...{ seal: refuse, open: refuse, openText: refuse, sealChunks: refuse, openChunks: refuse },
  beforeCommit: async () => {},
  loadMissing: async () => false,
  tokens: { keyFor: refuse, seal: refuse, open: refuse, know: refuse, living: refuse },
  session: () => noCodec,
}
