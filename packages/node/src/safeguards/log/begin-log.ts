import {
  continuationRef,
  continuationType,
  fromBase64,
  generationOf,
  leafHash,
  logNameOf,
  rootOfHashes,
  sameBytes,
  treeRoot,
} from '@entente/contracts'
import { sql, type Transaction } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { systemActor } from '../access/system.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { makeEntry } from '../audit/entry.ts'
import { nodeLogCrypto } from '../keys/log-crypto.ts'
import type { AfterBackup } from './after-backup.ts'
import { tilesIn } from './read-tiles.ts'
import { addLeaves, type LogHead, type LogRow, noId, type SequenceDeps, signState } from './sequence.ts'

export interface BeginDeps extends SequenceDeps {
  audit: AuditLog
  /** The name of the node, and the id of its member. */
  node: string
  member: string
  after: AfterBackup
}

/** Why a log goes on under another origin. */
type Cause = 'restored' | 'behind' | 'key-changed'

/**
 * Finds the generation with which the log goes on, or begins one. A restored node begins another generation, unless the
 * file after-backup.jsonl shows that nothing was published after the backup: it must never sign a second state of the
 * same size. The first entry of the new generation names the last known checkpoint and how many entries were lost.
 */
export function beginLog(deps: BeginDeps): Promise<{ head: LogHead; cause: Cause | null; lost: number }> {
  return deps.db.transaction().execute(async (tx) => {
    const log = await tx
      .selectFrom('audit.log')
      .selectAll()
      .orderBy('generation', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst()
    const known = await deps.after.head()
    const cause = await causeOf(tx, deps, log, known)
    if (log !== undefined && cause === null) return { head: headOf(log), cause, lost: 0 }
    const last = log === undefined ? known : (newerOf(log, known) ?? ownHead(log))
    if (last === null) {
      const root = await rootOfHashes(nodeLogCrypto, [])
      return { head: await insert(tx, deps, 0, `${deps.node}/audit`, null, [], root), cause: null, lost: 0 }
    }
    const generation = Math.max(log?.generation ?? 0, generationOf(last.origin)) + 1
    const lost = last.origin === log?.origin ? Math.max(0, last.size - Number(log.size)) : last.size
    const first = await statement(tx, deps, last, lost, cause ?? 'restored')
    const hash = await leafHash(nodeLogCrypto, Buffer.from(first.entry))
    const origin = `${logNameOf(last.origin)}/${generation}`
    const leaves = [{ id: first.id, hash }]
    return { head: await insert(tx, deps, generation, origin, log ?? null, leaves, hash), cause, lost }
  })
}

interface Known {
  origin: string
  size: number
  /** Base64. */
  root: string
}
const ownHead = (log: LogRow): Known => ({ ...log, size: Number(log.size), root: log.root.toString('base64') })
const headOf = ({ generation, origin, size, root }: LogRow): LogHead => ({
  generation,
  origin,
  size: Number(size),
  root,
})

function newerOf(log: LogRow, known: Known | null): Known | null {
  if (known === null || logNameOf(known.origin) !== logNameOf(log.origin)) return null
  const ahead = generationOf(known.origin) - log.generation || known.size - Number(log.size)
  return ahead > 0 ? known : null
}

async function causeOf(
  tx: Transaction<Schema>,
  deps: BeginDeps,
  log: LogRow | undefined,
  known: Known | null,
): Promise<Cause | null> {
  if (log === undefined) return known === null ? null : 'restored'
  const size = Number(log.size)
  const isOurs = known?.origin === log.origin
  const place = await tx
    .selectFrom('audit.log_place')
    .select('generation')
    .where('generation', '=', log.generation)
    .executeTakeFirst()
  // A backup leaves the place out. Without a place, only an equal state shows that nothing was lost.
  if (place === undefined && !(isOurs && known.size === size)) return 'restored'
  if (newerOf(log, known) !== null) return 'behind'
  if (isOurs) {
    const root = await treeRoot(nodeLogCrypto, tilesIn(tx, log.generation), known.size)
    if (!sameBytes(root, fromBase64(known.root, 'after-backup.jsonl'))) return 'behind'
  }
  return (await deps.key.of(log.origin)).text === log.vkey ? null : 'key-changed'
}

/** Writes the first entry of a generation. It has no personal data, so its details may be shown to anybody. */
async function statement(tx: Transaction<Schema>, deps: BeginDeps, last: Known, lost: number, cause: Cause) {
  const now = deps.clock()
  const root = fromBase64(last.root, 'after-backup.jsonl')
  const entry = makeEntry(
    {
      type: continuationType,
      ref: continuationRef(last.size, root),
      count: lost,
      decision: 'done',
      details: { origin: last.origin, size: last.size, root: last.root, lost, cause },
    },
    {
      ...{ actor: systemActor(deps.member), purpose: null, node: deps.node, now },
      actorKey: await deps.audit.actorKey(now.getUTCFullYear(), tx),
    },
  )
  await tx.insertInto('audit.entry').values(entry).execute()
  return entry
}

async function insert(
  tx: Transaction<Schema>,
  deps: BeginDeps,
  generation: number,
  origin: string,
  follows: LogRow | null,
  leaves: readonly { id: string; hash: Uint8Array }[],
  root: Uint8Array,
): Promise<LogHead> {
  const head = { generation, origin, size: leaves.length, root: Buffer.from(root) }
  await tx
    .insertInto('audit.log')
    .values({
      ...head,
      ...{ vkey: (await deps.key.of(origin)).text, follows: follows?.generation ?? null },
      ...{ note: await signState(deps.key, head), signed_at: deps.clock() },
      ...{ cosigned_note: null, cosigned_size: null, cosigned_at: null },
    })
    .execute()
  await sql`insert into audit.log_place (generation, tx, at, id, backlog_tx)
    values (${generation}, '0', '-infinity', ${noId}, pg_snapshot_xmin(pg_current_snapshot()))`.execute(tx)
  if (leaves.length > 0) await addLeaves(tx, generation, 0, leaves)
  return head
}
