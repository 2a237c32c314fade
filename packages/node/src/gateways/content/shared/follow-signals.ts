import { randomUUID } from 'node:crypto'
import type { MediaHashValue, Signal, SignalInput, UrlValue } from '@entente/contracts'
import { type Selectable, sql } from 'kysely'
import type { AccessIntent, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { signalAccessSql } from '../../../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { openOneSignal } from '../../../safeguards/oversight/open-signal.ts'
import type { SignalTable } from '../../../store/schema.ts'
import { chunksOf, takeTurns } from '../../../store/take-turns.ts'
import { announceChange } from '../index/announce-change.ts'
import { stateOf } from '../items/patterns.ts'
import { itemClasses } from '../items/read-items.ts'
import type { ContentSignal } from '../signals/content-signal.ts'
import { readSignal } from '../signals/read-signal.ts'
import { enqueueRetro } from '../store/enqueue-retro.ts'
import { bankFollowing } from './bank-following.ts'

export type FollowDeps = Pick<CoreDeps, 'store' | 'member' | 'log'>

/** A signal with its item in a bank, if there is one. */
type Followed = Selectable<SignalTable> & {
  item_id: string | null
  number: string | null
  type: string | null
  raw: Buffer | null
  follows: string | null
}
const signalsAtOnce = 500
const mostTries = 200
const tryAgainMs = 25
const intent: AccessIntent = {
  ...{ action: 'signal.match', type: 'signal.read', decision: 'allow' },
  details: { what: 'hashes and addresses that are signals' },
}

/**
 * Updates the banks from the current state of these signals: a hash or address in use for content safety becomes an
 * item of its owner's bank, a changed one is replaced, and one no longer in use is removed with its compared bytes.
 * Signals of items that people added stay in their bank. Repeating it changes nothing. A job `retro-match` compares new
 * ones with the uploads of the last days.
 */
export async function followSignals(deps: FollowDeps, signalIds: readonly string[]): Promise<void> {
  for (const part of chunksOf([...new Set(signalIds)], signalsAtOnce)) {
    const follow = () =>
      systemAccess(deps, 'content-safety').transaction(intent, async (tx) => {
        tx.leavesNoEntry()
        return followPart(tx, deps, part)
      })
    for (let tries = 1; !(await follow()); tries += 1) {
      if (tries === mostTries) throw new Error('signals are being changed for too long')
      await new Promise((resolve) => setTimeout(resolve, tryAgainMs))
    }
  }
}

/**
 * Follows every signal in use that has no item: from a release that did not follow signals, or added while the node was
 * stopped.
 */
export async function followAll(deps: FollowDeps): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const ids = await systemAccess(deps, 'content-safety').transaction(intent, async (tx) => {
      tx.leavesNoEntry()
      const { rows } = await sql<{ id: string }>`
        select s.id from signal s where s.kind in ('media-hash', 'url') and s.status = 'active' and s.id > ${after}::uuid and s.delete_at > ${tx.now}
          and 'content-safety' = any(s.purposes) and not exists (select from item_signal i where i.signal_id = s.id)
        order by s.id limit ${signalsAtOnce}`.execute(tx.db)
      return rows.map(({ id }) => id)
    })
    await followSignals(deps, ids)
    if (ids.length < signalsAtOnce) return
    after = ids.at(-1) as string
  }
}

/** Updates the items of these signals. Returns false, without changes, if another transaction has locked one of the signals. */
async function followPart(tx: Tx, deps: FollowDeps, ids: readonly string[]): Promise<boolean> {
  const rows = await readRows(tx, ids)
  if (rows === null) return false
  const gone: { item_id: string; number: string }[] = []
  const fresh: { row: Followed; content: ContentSignal }[] = []
  let unread = 0
  const next = takeTurns()
  for (const row of rows) {
    const { item_id, number } = row
    const item = item_id === null || number === null ? null : { item_id, number }
    // Items that people added are removed only by people, or when their signal ended.
    if (item !== null && row.follows === null && row.status === 'active') continue
    const read = inUse(row, tx.now) ? await contentOf(tx, row) : null
    // The item of a damaged signal stays until its signal can be read again.
    if (read === 'damaged') continue
    if (read === 'unread') unread += 1
    const wanted = read === 'unread' ? null : read
    const same = wanted !== null && item !== null && isSame(tx, row, wanted)
    if (item !== null && !same) gone.push(item)
    if (wanted !== null && !same) fresh.push({ row, content: wanted })
    if (same && item !== null) await keepTerms(tx, row, item.item_id)
    await next()
  }
  if (unread > 0) deps.log.warn({ event: 'signals.not-comparable', signals: unread })
  if (gone.length === 0 && fresh.length === 0) return true
  await removeItems(tx, gone)
  const banks = await banksOf(tx, deps.member.id, fresh)
  const added = await insertItems(tx, banks, fresh)
  if (added.length > 0) await enqueueRetro(tx, added, { cause: 'added' })
  for (const { id, made } of banks.values()) if (made) await announceChange(tx, { bank: id })
  await announceChange(tx, { numbers: [...gone.map(({ number }) => number), ...added] })
  return true
}

/**
 * Reads and locks the rows; null if another transaction has one of them locked. A transaction that changes a signal
 * takes the lock of changes while it has the signal locked, so waiting here could deadlock.
 */
async function readRows(tx: Tx, ids: readonly string[]): Promise<Followed[] | null> {
  const concerned = tx.db
    .selectFrom('signal')
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('kind', 'in', ['media-hash', 'url'])
  const there = await concerned.select('id').execute()
  if (there.length === 0) return []
  const locked = await concerned.selectAll().forUpdate().skipLocked().execute()
  const known = tx.db
    .selectFrom('item_signal as s')
    .innerJoin('bank_item as i', 'i.id', 's.item_id')
    .innerJoin('bank as b', 'b.id', 'i.bank_id')
    .select(['s.signal_id', 's.item_id', 's.number', 's.type', 's.raw', 'b.follows'])
    .where(sql<boolean>`s.signal_id = any(${there.map(({ id }) => id)}::uuid[])`)
  const items = await known.forUpdate('i').skipLocked().execute()
  if (locked.length < there.length || items.length < (await known.execute()).length) return null
  const bySignal = new Map(items.map(({ signal_id, ...item }) => [signal_id, item]))
  const none = { item_id: null, number: null, type: null, raw: null, follows: null }
  return locked.map((row) => ({ ...row, ...(bySignal.get(row.id) ?? none) }))
}

/** Returns whether a signal may be compared at all. Whether it may be used now is checked when a match is described. */
const inUse = (row: Followed, now: Date): boolean =>
  row.status === 'active' && row.purposes.includes('content-safety') && row.delete_at > now

/** Reads the compared form of a signal; `unread` if its value cannot be compared, and `damaged` if its row is. */
async function contentOf(tx: Tx, row: Followed): Promise<ContentSignal | 'unread' | 'damaged' | null> {
  const signal = await openOneSignal(tx, row)
  if (signal === 'unreadable') return 'damaged'
  if (signal === undefined || signal.value === null) return null
  const read = readSignal(inputOf(signal))
  return 'signal' in read ? read.signal : 'unread'
}

function inputOf({ kind, value }: Signal): SignalInput {
  if (kind === 'url') {
    const { url, scope } = value as unknown as UrlValue
    return { type: 'url', value: url, scope: scope as NonNullable<SignalInput['scope']> }
  }
  const { algorithm, hash, quality } = value as unknown as MediaHashValue
  return { type: algorithm, value: hash, ...(quality === null ? {} : { quality }) }
}

const isSame = (tx: Tx, row: Followed, content: ContentSignal): boolean =>
  row.type === content.type && tx.openRaw(row).equals(content.raw)

async function keepTerms(tx: Tx, row: Followed, itemId: string): Promise<void> {
  await tx.db
    .updateTable('bank_item')
    .set({ purposes: row.purposes, delete_at: row.delete_at })
    .where('id', '=', itemId)
    .execute()
}

/** Deletes items. An item of several hashes stays until the last one ends. */
async function removeItems(tx: Tx, gone: readonly { item_id: string }[]): Promise<void> {
  if (gone.length === 0) return
  await sql`delete from bank_item i using bank b
    where i.id = any(${gone.map(({ item_id }) => item_id)}::uuid[]) and b.id = i.bank_id and (b.follows is not null or not exists (
      select from item_signal s join signal g on g.id = s.signal_id where s.item_id = i.id and g.status = 'active'))`.execute(
    tx.db,
  )
}

async function banksOf(tx: Tx, own: string, fresh: readonly { row: Followed }[]) {
  const banks = new Map<string, { id: number; made: boolean }>()
  for (const owner of [...new Set(fresh.map(({ row }) => row.owner))].sort())
    banks.set(owner, await bankFollowing(tx, owner, owner === own))
  return banks
}

async function insertItems(
  tx: Tx,
  banks: ReadonlyMap<string, { id: number }>,
  fresh: readonly { row: Followed; content: ContentSignal }[],
): Promise<string[]> {
  if (fresh.length === 0) return []
  const items = fresh.map((one) => ({ ...one, id: randomUUID(), state: stateOfSignal(one.content) }))
  await tx.db
    .insertInto('bank_item')
    .values(
      items.map(({ id, row, state }) => ({
        id,
        bank_id: banks.get(row.owner)?.id as number,
        owner: row.owner,
        incident_id: null,
        ...state,
        created_at: tx.now,
        purposes: row.purposes,
        delete_at: row.delete_at,
        ...tx.seal(id, { text: { note: null, metadata: null } }, itemClasses, row),
      })),
    )
    .execute()
  const stored = await tx.db
    .insertInto('item_signal')
    .values(
      items.map(({ id, row, content }) => ({
        item_id: id,
        signal_id: row.id,
        type: content.type,
        quality: content.quality,
        raw: tx.sealRaw(row.id, content.raw, row),
      })),
    )
    .returning('number')
    .execute()
  return stored.map(({ number }) => number)
}

/** Quarantines the hash of a blank picture, which many harmless pictures share. It applies to every member’s signals. */
const stateOfSignal = ({ type, raw }: ContentSignal) => stateOf(type === 'pdq' ? [raw] : [])

/**
 * Compares earlier uploads with the signals of a changed agreement that may be matched now: while it was suspended they
 * matched nothing.
 */
export async function matchEarlierUploads(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  signalIds: readonly string[],
): Promise<void> {
  const intent = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
  await systemAccess(deps, 'content-safety').transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const matching = { member: deps.member.id, role: 'system', action: 'match', purpose: 'content-safety' } as const
    const rows = await tx.db
      .selectFrom('item_signal as s')
      .innerJoin('signal as g', 'g.id', 's.signal_id')
      .select('s.number')
      .where(sql<boolean>`s.signal_id = any(${signalIds}::uuid[])`)
      .where(signalAccessSql({ ...matching, now: tx.now, table: 'g' }))
      .execute()
    if (rows.length > 0)
      await enqueueRetro(
        tx,
        rows.map(({ number }) => number),
        { cause: 'agreement-changed' },
      )
  })
}
