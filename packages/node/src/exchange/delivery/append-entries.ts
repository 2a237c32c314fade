import { randomUUID } from 'node:crypto'
import type { FeedEntryType } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { chunksOf } from '../../store/take-turns.ts'
import { entryHash, noHash, objectDigest } from './entry-hash.ts'

/**
 * An entry to append for one recipient. It contains either the id of a signal or an object that is stored in the log
 * itself.
 */
export type EntryDraft =
  | { type: 'signal'; signal: { id: string; version: number; run: number; digest: Buffer } }
  | {
      type: Exclude<FeedEntryType, 'signal'>
      object: Record<string, unknown>
      signal?: { id: string; version: number }
      entryId?: string
    }

interface Head {
  epoch: string
  seq: number
  hash: Buffer
}
/**
 * The heads of logs that a transaction has locked. A transaction locks all of them together in one fixed order, so that
 * two transactions cannot deadlock.
 */
const locked = new WeakMap<Tx, Map<string, Head>>()
const rowsAtOnce = 500

/**
 * Appends entries to a recipient's log in the caller's transaction. The head of the log stays locked until the
 * transaction ends, so that numbers follow the order of commits and have no gaps. Readers that wait for entries are
 * notified. Returns the entry ids in the order of the drafts.
 */
export async function appendEntries(tx: Tx, recipient: string, drafts: readonly EntryDraft[]): Promise<string[]> {
  if (drafts.length === 0) return []
  const head = (await lockHeads(tx)).get(recipient) ?? (await makeHead(tx, recipient))
  const at = tx.now.toISOString()
  const rows = drafts.map((draft) => {
    const seq = head.seq + 1
    const entryId = (draft.type === 'signal' ? undefined : draft.entryId) ?? randomUUID()
    const prev = head.hash
    const digest = draft.type === 'signal' ? draft.signal.digest : objectDigest(draft.object)
    const hash = entryHash({ seq, entryId, at, type: draft.type, prev: prev.toString('base64') }, digest)
    head.seq = seq
    head.hash = hash
    return {
      recipient,
      epoch: head.epoch,
      seq,
      entry_id: entryId,
      at: tx.now,
      type: draft.type,
      signal_id: draft.signal?.id ?? null,
      signal_version: draft.signal?.version ?? null,
      run: draft.type === 'signal' ? draft.signal.run : null,
      object: draft.type === 'signal' ? null : JSON.stringify(draft.object),
      object_hash: digest,
      prev,
      hash,
    }
  })
  for (const part of chunksOf(rows, rowsAtOnce)) await tx.db.insertInto('delivery').values(part).execute()
  await tx.db
    .updateTable('delivery_head')
    .set({ last_seq: head.seq, last_hash: head.hash })
    .where('recipient', '=', recipient)
    .execute()
  await tx.announce('feed.appended', recipient, head.seq % 2_147_483_647)
  return rows.map((row) => row.entry_id)
}

/** Appends one object, for example an agreement, feedback or a key. */
export async function appendEntry(
  tx: Tx,
  recipient: string,
  type: Exclude<FeedEntryType, 'signal'>,
  object: Record<string, unknown>,
): Promise<string> {
  const [id] = await appendEntries(tx, recipient, [{ type, object }])
  return id as string
}

/** Locks the heads of all logs for this transaction, in ascending order. */
export async function lockHeads(tx: Tx): Promise<Map<string, Head>> {
  const known = locked.get(tx)
  if (known !== undefined) return known
  const rows = await tx.db.selectFrom('delivery_head').selectAll().orderBy('recipient').forUpdate().execute()
  const heads = new Map(
    rows.map((row) => [row.recipient, { epoch: row.epoch, seq: Number(row.last_seq), hash: row.last_hash }]),
  )
  locked.set(tx, heads)
  return heads
}

/** Drops the cached heads after a rollback to a savepoint, so that they are read again. */
export function forgetHeads(tx: Tx): void {
  locked.delete(tx)
}

async function makeHead(tx: Tx, recipient: string): Promise<Head> {
  const head = { epoch: randomUUID(), seq: 0, hash: noHash }
  await tx.db
    .insertInto('delivery_head')
    .values({ recipient, epoch: head.epoch, last_seq: 0, last_hash: noHash })
    .execute()
  locked.get(tx)?.set(recipient, head)
  return head
}

/** Creates a recipient's log if the recipient has none. */
export async function openLog(tx: Tx, recipient: string): Promise<void> {
  if (!(await lockHeads(tx)).has(recipient)) await makeHead(tx, recipient)
}

/**
 * Starts a recipient's log again under a new epoch. This is necessary if the recipient has read a different log,
 * because one of the two databases was restored to an earlier state. Entries other than signals are appended again with
 * their ids; the recipient requests the signals that it lacks.
 */
export async function beginNewEpoch(tx: Tx, recipient: string): Promise<void> {
  const head = (await lockHeads(tx)).get(recipient) ?? (await makeHead(tx, recipient))
  const earlier = await tx.db
    .selectFrom('delivery')
    .select(['entry_id', 'type', 'object', 'signal_id', 'signal_version'])
    .where('recipient', '=', recipient)
    .where('epoch', '=', head.epoch)
    .where('type', '<>', 'signal')
    .orderBy('seq')
    .execute()
  head.epoch = randomUUID()
  head.seq = 0
  head.hash = noHash
  await tx.db
    .updateTable('delivery_head')
    .set({ epoch: head.epoch, last_seq: 0, last_hash: noHash })
    .where('recipient', '=', recipient)
    .execute()
  await appendEntries(
    tx,
    recipient,
    earlier.map((row) => ({
      type: row.type as Exclude<FeedEntryType, 'signal'>,
      object: row.object as Record<string, unknown>,
      entryId: row.entry_id,
      ...(row.signal_id === null ? {} : { signal: { id: row.signal_id, version: row.signal_version as number } }),
    })),
  )
}
