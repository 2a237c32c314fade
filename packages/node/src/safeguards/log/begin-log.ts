import {
  checkpointText,
  continuationRef,
  continuationType,
  fromBase64,
  generationOf,
  isSigned,
  leafHash,
  logNameOf,
  parseNote,
  parseVerifierKey,
  rootOfHashes,
  sameBytes,
  treeRoot,
} from '@entente/contracts'
import { sql, type Transaction } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { systemActor } from '../access/system.ts'
import { appendEntries } from '../audit/append-entries.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { makeEntry } from '../audit/entry.ts'
import { nodeLogCrypto } from '../keys/log-crypto.ts'
import type { AfterBackup } from './after-backup.ts'
import { tilesIn } from './read-tiles.ts'
import { addLeaves, LogDamaged, type LogHead, type LogRow, noId, type SequenceDeps, signState } from './sequence.ts'
import { readEdge, TreeEdge } from './tree-edge.ts'

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
 * same size. The first entry of the new generation names the last known checkpoint and how many entries were lost. Throws
 * LogDamaged, and writes nothing, if the stored log is not the one that was signed: a restore excuses no changed entry.
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
    if (log !== undefined && !sameBytes(await (await readEdge(tx, log.generation, Number(log.size))).root(), log.root))
      throw new LogDamaged(`The tree of ${log.size} entries does not have the root that was signed.`)
    const known = await deps.after.head()
    const cause = await causeOf(tx, deps, log, known)
    if (log !== undefined && cause === null) return { head: headOf(log), cause, lost: 0 }
    if (log !== undefined) await checkEntries(tx, log)
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
const headOf = ({ generation, origin, size, root, note }: LogRow): LogHead => ({
  ...{ generation, origin, size: Number(size), root, note },
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
  // A backup leaves the place out. Without a place, only an equal state shows that nothing was lost, and only in the file of the former disk.
  if (place === undefined && (!(isOurs && known.size === size) || (await deps.after.isCopy()))) return 'restored'
  if (newerOf(log, known) !== null) return 'behind'
  if (isOurs) {
    const root = await treeRoot(nodeLogCrypto, tilesIn(tx, log.generation), known.size)
    if (!sameBytes(root, fromBase64(known.root, 'after-backup.jsonl'))) return 'behind'
  }
  return (await deps.key.of(log.origin)).text === log.vkey ? null : 'key-changed'
}

/** Entries that are read at once. */
const mostRead = 20_000

/**
 * Checks every entry of a log that another generation goes on with, and that the log signed their root. A log that was
 * still copying an earlier one goes on with that one too. It takes a few seconds for a million entries.
 */
async function checkEntries(tx: Transaction<Schema>, log: LogRow): Promise<void> {
  const size = Number(log.size)
  const edge = new TreeEdge(0)
  while (edge.size < size) {
    const { rows } = await sql<{ entry: string | null; hash: Buffer }>`
      select e.entry, l.hash from audit.leaf l left join audit.entry e on e.id = l.entry_id
      where l.generation = ${log.generation} and l.index >= ${edge.size} and l.index < ${Math.min(size, edge.size + mostRead)}
      order by l.index`.execute(tx)
    if (rows.length === 0) throw new LogDamaged(`The log has ${edge.size} of ${size} entries.`)
    for (const { entry, hash } of rows) {
      if (entry === null || !sameBytes(await leafHash(nodeLogCrypto, Buffer.from(entry)), hash))
        throw new LogDamaged(`Entry ${edge.size} of ${log.origin} is not the one that was signed.`)
      await edge.add(hash)
    }
  }
  const note = parseNote(Buffer.from(log.note), 'note')
  const keys = [await parseVerifierKey(nodeLogCrypto, log.vkey, 'log')]
  const isTheirs = note.text === checkpointText({ origin: log.origin, size, root: await edge.root() })
  if (!isTheirs || !(await isSigned(nodeLogCrypto, note, keys)))
    throw new LogDamaged(`The ${size} entries of ${log.origin} are not those that were signed.`)
  if (log.follows === null) return
  const before = await tx
    .selectFrom('audit.log')
    .selectAll()
    .where('generation', '=', log.follows)
    .executeTakeFirstOrThrow()
  if (size <= Number(before.size)) await checkEntries(tx, before)
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
  await appendEntries([entry]).execute(tx)
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
  const state = { generation, origin, size: leaves.length, root: Buffer.from(root) }
  const head = { ...state, note: await signState(deps.key, state) }
  await tx
    .insertInto('audit.log')
    .values({
      ...head,
      ...{ vkey: (await deps.key.of(origin)).text, follows: follows?.generation ?? null },
      signed_at: deps.clock(),
      ...{ cosigned_note: null, cosigned_size: null, cosigned_at: null },
    })
    .execute()
  await sql`insert into audit.log_place (generation, tx, at, id, backlog_tx)
    values (${generation}, '0', '-infinity', ${noId}, pg_snapshot_xmin(pg_current_snapshot()))`.execute(tx)
  if (leaves.length > 0) await addLeaves(tx, generation, 0, leaves)
  return head
}
