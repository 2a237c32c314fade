import { checkpointText, continuationType, formatNote, leafHash, sameBytes, tileWidth } from '@entente/contracts'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { nodeLogCrypto } from '../keys/log-crypto.ts'
import type { LogKey } from './log-key.ts'
import { readEdge, type TileHash } from './tree-edge.ts'

export interface SequenceDeps {
  db: Kysely<Schema>
  key: LogKey
  clock: () => Date
}
export type LogRow = Selectable<Schema['audit.log']>
/** The state of the log after a run, as it was signed last. */
export interface LogHead {
  generation: number
  origin: string
  size: number
  root: Buffer
  /** The checkpoint as the log signed it. */
  note: string
}

/** The stored tree does not have the root that was signed, or entries of it were changed or removed. */
export class LogDamaged extends Error {
  readonly code = 'log-damaged'
}
/** Another sequencer of the same database began a newer generation. */
export class LogMoved extends Error {}

/** Entries that get their places in one transaction. */
const mostAtOnce = 2048
/** A verifier refuses a log with an entry that is more than this many milliseconds older than one before it. */
const mostBackMs = 60_000

/**
 * Gives the next entries their places in the tree, and signs the new state, in one transaction: after a kill the log is
 * as before or as after. The locked row of the log lets one sequencer work at a time. Returns the new head, whether more
 * entries wait, and by how many milliseconds an entry is older than one before it, if a verifier refuses that. Throws LogDamaged, before anything is signed, if the stored tree is not the one that was signed, and
 * LogMoved if a newer generation exists.
 */
export function sequenceBatch(
  deps: SequenceDeps,
  generation: number,
  most = mostAtOnce,
): Promise<{ head: LogHead; more: boolean; lateMs: number }> {
  return deps.db.transaction().execute(async (tx) => {
    const log = await lockLog(tx, generation)
    const edge = await readEdge(tx, generation, Number(log.size))
    if (!sameBytes(await edge.root(), log.root))
      throw new LogDamaged(`The tree of ${log.size} entries does not have the root that was signed.`)
    const { entries, place, more } = await nextEntries(tx, log, most)
    let lateMs = 0
    if (entries.length > 0) {
      if (place !== null) lateMs = await latenessOf(tx, log, entries)
      const leaves: { id: string; hash: Uint8Array }[] = []
      const tiles: TileHash[] = []
      const first = edge.size
      for (const { id, entry } of entries) {
        const hash = await leafHash(nodeLogCrypto, Buffer.from(entry))
        leaves.push({ id, hash })
        tiles.push(...(await edge.add(hash)))
      }
      await addLeaves(tx, generation, first, leaves)
      await addTileHashes(tx, generation, tiles)
      const signed = { ...log, size: String(edge.size), root: Buffer.from(await edge.root()) }
      Object.assign(log, signed, { note: await sign(tx, deps, signed) })
    }
    if (place !== null) await keepPlace(tx, generation, place)
    const { origin, root, note } = log
    const head = { generation, origin, size: Number(log.size), root, note }
    return { head, more, lateMs }
  })
}

/**
 * Returns by how many milliseconds an entry is older than one before it; 0 if a verifier accepts that. Only
 * the last tile of the tree is read: a clock that was set back shows at the first entry after it.
 */
async function latenessOf(tx: Transaction<Schema>, log: LogRow, entries: Next['entries']): Promise<number> {
  const { rows } = await sql<{ latest: Date | null }>`
    select max(e.at) as latest from audit.leaf l join audit.entry e on e.id = l.entry_id
    where l.generation = ${log.generation} and l.index >= ${Number(log.size) - tileWidth} and e.type <> ${continuationType}`.execute(
    tx,
  )
  let latest = rows[0]?.latest?.getTime() ?? Number.NEGATIVE_INFINITY
  let most = 0
  for (const { entry } of entries) {
    const at = Date.parse((JSON.parse(entry) as { at: string }).at)
    most = Math.max(most, latest - at)
    latest = Math.max(latest, at)
  }
  return most > mostBackMs ? most : 0
}

async function lockLog(tx: Transaction<Schema>, generation: number): Promise<LogRow> {
  const log = await tx
    .selectFrom('audit.log')
    .selectAll()
    .where('generation', '=', generation)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const newer = await tx
    .selectFrom('audit.log')
    .select('generation')
    .where('generation', '>', generation)
    .executeTakeFirst()
  if (newer !== undefined) throw new LogMoved(`The log goes on as generation ${newer.generation}.`)
  return log
}

interface Next {
  entries: { id: string; entry: string }[]
  /** Up to where all entries are in the tree after this run. */
  place: Place | null
  /** Whether more entries may wait. */
  more: boolean
}
interface Place {
  tx: string
  at: string
  id: string
  /** Entries of transactions before this one are taken by time. */
  backlog: string | null
}

/** Reads the next entries: those of the generation before, then those that are older than the tree, then new ones. */
async function nextEntries(tx: Transaction<Schema>, log: LogRow, most: number): Promise<Next> {
  const { generation } = log
  const earlier = await earlierEntries(tx, log, most)
  if (earlier.length > 0) return { entries: earlier, place: null, more: true }
  const { rows: stored } = await sql<Place>`select tx::text, at::text, id, backlog_tx::text as backlog
    from audit.log_place where generation = ${generation}`.execute(tx)
  const place = stored[0] ?? { tx: '0', at: '-infinity', id: noId, backlog: null }
  return place.backlog === null
    ? newEntries(tx, generation, place, most)
    : oldEntries(tx, generation, { ...place, backlog: place.backlog }, most)
}

/**
 * Reads the next entries of the generations before. A node that is restored again while it copies entries goes on with
 * the entries that it had not copied. Throws LogDamaged for an entry that was changed or removed: with a new leaf the
 * log after the restore would verify.
 */
async function earlierEntries(tx: Transaction<Schema>, log: LogRow, most: number): Promise<Next['entries']> {
  if (log.follows === null) return []
  const generations = await tx.selectFrom('audit.log').select(['generation', 'follows']).execute()
  const followsOf = new Map(generations.map(({ generation, follows }) => [generation, follows]))
  // The first entry of each generation names the one before, so every place is one higher.
  let shift = 1
  for (let from: number | null = log.follows; from !== null; from = followsOf.get(from) ?? null) {
    const { rows } = await sql<{ id: string; entry: string | null; hash: Buffer }>`
      select l.entry_id as id, e.entry, l.hash from audit.leaf l left join audit.entry e on e.id = l.entry_id
      where l.generation = ${from} and l.index >= ${Number(log.size) - shift} order by l.index limit ${most}`.execute(
      tx,
    )
    const entries: Next['entries'] = []
    for (const { id, entry, hash } of rows) {
      if (entry === null || !sameBytes(await leafHash(nodeLogCrypto, Buffer.from(entry)), hash))
        throw new LogDamaged(`Entry ${id} is not the one that was signed before the restore.`)
      entries.push({ id, entry })
    }
    if (entries.length > 0) return entries
    shift++
  }
  return []
}

/** Reads entries that are older than the tree, by time: a long transaction has an early id and late entries. */
async function oldEntries(
  tx: Transaction<Schema>,
  generation: number,
  place: Place & { backlog: string },
  most: number,
): Promise<Next> {
  const { backlog } = place
  const { rows } = await sql<{ id: string; entry: string; at: string }>`
    select e.id, e.entry, e.at::text from audit.entry e
    where e.tx < ${backlog}::xid8 and (e.at, e.id) > (${place.at}::timestamptz, ${place.id}::uuid)
      and not exists (select from audit.leaf l where l.generation = ${generation} and l.entry_id = e.id)
    order by e.at, e.id limit ${most}`.execute(tx)
  const last = rows.at(-1)
  if (rows.length < most || last === undefined)
    return { entries: rows, place: { tx: backlog, at: '-infinity', id: noId, backlog: null }, more: true }
  return { entries: rows, place: { tx: '0', at: last.at, id: last.id, backlog }, more: true }
}

/**
 * Reads entries by transaction. A transaction that still runs may commit entries before the place of later ones, so the
 * place stops before it; entries beyond the place are skipped if they are in the tree.
 */
async function newEntries(tx: Transaction<Schema>, generation: number, place: Place, most: number): Promise<Next> {
  // One statement reads the entries and the oldest running transaction from one snapshot.
  const { rows } = await sql<Partial<WaitingEntry> & { oldest: string }>`
    with running as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as oldest)
    select running.oldest::text, next.id, next.entry, next.at::text, next.tx::text, next.tx < running.oldest as settled
    from running left join lateral (
      select e.id, e.entry, e.at, e.tx from audit.entry e
      where (e.tx, e.at, e.id) > (${place.tx}::xid8, ${place.at}::timestamptz, ${place.id}::uuid)
        and not exists (select from audit.leaf l where l.generation = ${generation} and l.entry_id = e.id)
      order by e.tx, e.at, e.id limit ${most}) as next on true
    order by next.tx, next.at, next.id`.execute(tx)
  const entries = rows.filter((row): row is WaitingEntry & { oldest: string } => row.id != null)
  if (entries.length < most) {
    // Everything is in the tree that was committed before the oldest running transaction.
    const oldest = rows[0]?.oldest ?? '0'
    return { entries, place: { tx: oldest, at: '-infinity', id: noId, backlog: null }, more: false }
  }
  const last = entries.findLast(({ settled }) => settled)
  const reached = last === undefined ? null : { tx: last.tx, at: last.at, id: last.id, backlog: null }
  return { entries, place: reached, more: true }
}
/** Before every id. */
export const noId = '00000000-0000-0000-0000-000000000000'
interface WaitingEntry {
  id: string
  entry: string
  at: string
  tx: string
  settled: boolean
}

async function keepPlace(tx: Transaction<Schema>, generation: number, place: Place): Promise<void> {
  await sql`insert into audit.log_place (generation, tx, at, id, backlog_tx)
    values (${generation}, ${place.tx}::xid8, ${place.at}::timestamptz, ${place.id}::uuid, ${place.backlog}::xid8)
    on conflict (generation) do update
    set tx = excluded.tx, at = excluded.at, id = excluded.id, backlog_tx = excluded.backlog_tx`.execute(tx)
}

/** Adds leaves from the index `first` on. */
export async function addLeaves(
  tx: Transaction<Schema>,
  generation: number,
  first: number,
  leaves: readonly { id: string; hash: Uint8Array }[],
): Promise<void> {
  await sql`insert into audit.leaf (generation, index, entry_id, hash)
    select ${generation}, ${first} + at - 1, id, hash
    from unnest(${leaves.map(({ id }) => id)}::uuid[], ${leaves.map(({ hash }) => hash)}::bytea[]) with ordinality as t (id, hash, at)`.execute(
    tx,
  )
}

async function addTileHashes(tx: Transaction<Schema>, generation: number, tiles: readonly TileHash[]): Promise<void> {
  if (tiles.length === 0) return
  const rows = tiles.map(({ level, index, hash }) => ({ generation, level, index, hash: Buffer.from(hash) }))
  await tx.insertInto('audit.tile_hash').values(rows).execute()
}

/** Signs the state of the log. Returns the note with the log's signature. */
export async function signState(
  key: LogKey,
  { origin, size, root }: { origin: string; size: number; root: Uint8Array },
): Promise<string> {
  const text = checkpointText({ origin, size, root })
  const { name, id } = await key.of(origin)
  return formatNote({ text, signatures: [{ name, id, value: key.sign(Buffer.from(text)) }] })
}

async function sign(tx: Transaction<Schema>, deps: SequenceDeps, log: LogRow): Promise<string> {
  const size = Number(log.size)
  const note = await signState(deps.key, { ...log, size })
  await tx
    .updateTable('audit.log')
    .set({ size, root: log.root, note, signed_at: deps.clock() })
    .where('generation', '=', log.generation)
    .execute()
  return note
}
