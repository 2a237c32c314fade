import type { FeedEntry, FeedPage, Purpose, Signal } from '@entente/contracts'
import { sql } from 'kysely'
import type { AccessIntent, PersonalRow } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { signObject } from '../../safeguards/keys/index.ts'
import { openOneSignal } from '../../safeguards/oversight/open-signal.ts'
import { purposesCovering } from './purposes-covering.ts'
import { mayBeGiven } from './visibility.ts'

export interface PageRequest {
  recipient: string
  /** The epoch that the reader knows; null accepts any epoch. */
  epoch: string | null
  after: number
  /** The hash of the entry at `after`, as the reader stored it; null if the reader gives none. */
  hash: Buffer | null
  limit: number
}
type Deps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey'>

/**
 * Reads a signed page of a recipient's log. A signal that was corrected, withdrawn or taken back since, or whose row is
 * damaged, is left out; its entry stays in the chain and states the reason. Returns `diverged` if the reader's position does not exist in this
 * log.
 */
export async function readPage(deps: Deps, request: PageRequest): Promise<FeedPage | 'diverged'> {
  const read = await readRows(deps, request)
  if (read === 'diverged') return read
  const { opened: signals, unreadable } = await openSignals(deps, request.recipient, read.rows)
  const entries = read.rows.map((row): FeedEntry => {
    const id = row.signal_id ?? ''
    const signal = row.type === 'signal' ? signals.get(`${id} ${row.object_hash.toString('base64')}`) : undefined
    return {
      seq: Number(row.seq),
      entryId: row.entry_id,
      at: row.at.toISOString(),
      type: row.type as FeedEntry['type'],
      object:
        row.type !== 'signal'
          ? (row.object as Record<string, unknown>)
          : signal === undefined || row.omitted !== null
            ? {
                // A signal that cannot be read is named to its recipient, so that it keeps no later entry from being read.
                omitted: row.omitted ?? (unreadable.has(id) ? 'unreadable' : 'superseded'),
                signalId: id,
                version: row.signal_version,
                digest: row.object_hash.toString('base64'),
              }
            : { signal: signal.signal, salt: signal.salt },
      prev: row.prev.toString('base64'),
      hash: row.hash.toString('base64'),
    }
  })
  const next = entries.at(-1)?.seq ?? request.after
  const page = { epoch: read.epoch, entries, next, more: next < read.head, head: read.head }
  return { ...page, signature: signObject(deps.nodeKey, 'entente/entry/v1', page, deps.clock()) }
}

interface Row {
  seq: string
  entry_id: string
  at: Date
  type: string
  signal_id: string | null
  signal_version: number | null
  object: Record<string, unknown> | null
  object_hash: Buffer
  prev: Buffer
  hash: Buffer
  /** Why the signal is left out. */
  omitted: 'superseded' | 'ended' | 'withdrawn' | null
  purposes: string[] | null
}

async function readRows(
  deps: Deps,
  { recipient, epoch, after, hash, limit }: PageRequest,
): Promise<{ epoch: string; head: number; rows: Row[] } | 'diverged'> {
  const intent = { action: 'signal.release', type: 'signal.release', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const head = await tx.db
      .selectFrom('delivery_head')
      .selectAll()
      .where('recipient', '=', recipient)
      .executeTakeFirst()
    if (head === undefined) return 'diverged'
    if (epoch !== null && epoch !== head.epoch) return 'diverged'
    if (after > Number(head.last_seq)) return 'diverged'
    if (after > 0 && hash !== null) {
      const at = await tx.db
        .selectFrom('delivery')
        .select('hash')
        .where('recipient', '=', recipient)
        .where('epoch', '=', head.epoch)
        .where('seq', '=', String(after))
        .executeTakeFirst()
      if (at === undefined || !at.hash.equals(hash)) return 'diverged'
    }
    // Look up each entry separately: the planner would choose a plan for a join from statistics, and a freshly filled
    // table has none.
    const { rows } = await sql<Row>`
      select d.seq, d.entry_id, d.at, d.type, d.signal_id, d.signal_version, d.object, d.object_hash, d.prev, d.hash, s.purposes,
        case when d.type <> 'signal' then null when s.status = 'withdrawn' then 'withdrawn' when v.recipient is null then 'ended'
          when s.digest is distinct from d.object_hash then 'superseded' end as omitted
      from delivery d
        left join lateral (select * from signal where d.type = 'signal' and id = d.signal_id limit 1) s on true
        left join lateral (select recipient from visibility where d.type = 'signal' and recipient = d.recipient and signal_id = d.signal_id
          and ended_at is null limit 1) v on true
      where d.recipient = ${recipient} and d.epoch = ${head.epoch} and d.seq > ${after} order by d.seq limit ${limit}`.execute(
      tx.db,
    )
    await tx.db
      .updateTable('peer')
      .set({ read_at: tx.now, read_position: after })
      // Skip the row if it is locked: then this node is reading that member's log, and the position can be stored
      // later.
      .where('member', 'in', (peer) =>
        peer.selectFrom('peer').select('member').where('member', '=', recipient).forNoKeyUpdate().skipLocked(),
      )
      .execute()
    return { epoch: head.epoch, head: Number(head.last_seq), rows }
  })
}

interface ReleasedSignals {
  /** By id and digest. */
  opened: Map<string, { signal: Signal; salt: string }>
  /** The ids of damaged signals. */
  unreadable: Set<string>
}

/**
 * Opens the current signals of a page. Own signals that have no signature by the current key are
 * signed now.
 */
async function openSignals(
  deps: Deps,
  recipient: string,
  rows: readonly Pick<Row, 'type' | 'omitted' | 'signal_id' | 'purposes'>[],
): Promise<ReleasedSignals> {
  const wanted = rows.filter((row) => row.type === 'signal' && row.omitted === null)
  const released: ReleasedSignals = { opened: new Map(), unreadable: new Set() }
  if (wanted.length === 0) return released
  const left = new Set(wanted.map((row) => row.signal_id as string))
  for (const purpose of purposesCovering(wanted.map((row) => row.purposes ?? []))) {
    await openFor(deps, recipient, purpose, left, released)
  }
  return released
}

async function openFor(
  deps: Deps,
  recipient: string,
  purpose: Purpose,
  left: Set<string>,
  { opened, unreadable }: ReleasedSignals,
): Promise<void> {
  const intent: AccessIntent = {
    action: 'signal.release',
    type: 'signal.release',
    ref: `peer:${recipient}`,
    details: { what: 'handed out to a member' },
  }
  const ids = [...left]
  await systemAccess(deps, purpose).transaction(intent, async (tx) => {
    const rows: (PersonalRow & { salt: Buffer | null; digest: Buffer | null })[] = await tx.db
      .selectFrom('signal')
      .select(['id', 'regime', 'purposes', 'mask_at', 'delete_at', 'a', 'b', 'salt', 'digest'])
      .where(sql<boolean>`id = any(${ids}::uuid[]) and ${purpose} = any(purposes)`)
      .execute()
    if (rows.length === 0) tx.leavesNoEntry()
    for (const row of rows) {
      const signal = await openOneSignal(tx, row)
      left.delete(row.id)
      if (signal === 'unreadable') unreadable.add(row.id)
      else unreadable.delete(row.id)
      if (typeof signal !== 'object' || row.salt === null || row.digest === null) continue
      // A signal of another member is passed on with the signature of its owner.
      const current = signal.owner !== deps.member.id || signal.signature?.keyId === deps.nodeKey.keyId
      if (signal.owner !== deps.member.id && signal.signature === null) continue
      const signature = current ? signal.signature : signObject(deps.nodeKey, 'entente/signal/v1', signal, tx.now)
      const key = `${row.id} ${row.digest.toString('base64')}`
      opened.set(key, { signal: { ...signal, signature }, salt: row.salt.toString('base64') })
    }
  })
}

/**
 * Opens own signals that a recipient may receive now, complete and signed. Callers use it to send signals outside the
 * pages of a log.
 */
export async function releasedSignals(deps: Deps, recipient: string, ids: readonly string[]): Promise<Signal[]> {
  const intent = { action: 'signal.release', type: 'signal.release', impersonal: true } as const
  const rows = await systemAccess(deps, null).transaction(intent, (tx) => {
    tx.leavesNoEntry()
    return tx.db
      .selectFrom('signal')
      .select(['id as signal_id', 'purposes'])
      .where('owner', '=', tx.actor.member)
      .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
      .where(sql<boolean>`${mayBeGiven(tx, tx.actor.member, recipient)}`)
      .execute()
  })
  const { opened } = await openSignals(
    deps,
    recipient,
    rows.map((row) => ({ ...row, type: 'signal', omitted: null })),
  )
  return [...opened.values()].map(({ signal }) => signal)
}
