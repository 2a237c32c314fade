import { FeedSummary, KeyRotation } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { memberKeys, verifyObject } from '../../../safeguards/keys/index.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { takeRotation } from '../keys/take-rotation.ts'
import type { PeerRow } from '../requests/authenticate-peer.ts'
import { askPeer, PeerFault, type PeerTls } from '../requests/peer-request.ts'
import { type ApplyDeps, applyPage } from './apply-page.ts'
import { checkPage, type PageFault } from './check-page.ts'
import { endHoldings } from './end-holding.ts'

export type PullDeps = ApplyDeps & { tls: PeerTls }
export interface Pulled {
  entries: number
  /** Whether more entries can be read without waiting. */
  more: boolean
}
const intent = { action: 'peer.serve', type: 'config.change', impersonal: true } as const
const perPage = 1000

/** How many seconds the peer may wait for entries, and how many entries to read at most. */
export interface Ask {
  waitSeconds: number
  limit?: number
}
/**
 * Reads the next page of a peer's log and waits for entries if there are none. A page that fails its check is not
 * applied: it raises an alarm, and the position stays until a page passes. Throws PeerFault: `feed-broken` for such a
 * page, or the reason why the peer cannot be reached or refuses.
 */
export async function pullPeer(
  deps: PullDeps,
  member: string,
  { waitSeconds, limit = perPage }: Ask,
  signal?: AbortSignal,
): Promise<Pulled> {
  const peer = await readPeerRow(deps, member)
  if (peer === undefined || peer.url === null || !pulledFrom.has(peer.state)) return { entries: 0, more: false }
  const at = { member, url: peer.url }
  const position = Number(peer.position)
  const query = new URLSearchParams({ after: String(position), limit: String(limit), wait: String(waitSeconds) })
  if (peer.epoch !== null) query.set('epoch', peer.epoch)
  if (peer.position_hash !== null) query.set('hash', peer.position_hash.toString('base64url'))
  let page: unknown
  try {
    page = await askPeer(deps, at, {
      method: 'GET',
      path: `/peer/v1/feed?${query}`,
      timeoutMs: (waitSeconds + 60) * 1000,
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (error instanceof PeerFault && error.code === 'feed-diverged') return repair(deps, peer, at)
    throw error
  }
  const from = { epoch: peer.epoch, position, hash: peer.position_hash }
  let checked = checkPage(page, await keysOf(deps, member), from)
  if (checked === 'key-unknown' && (await learnKeys(deps, at)))
    checked = checkPage(page, await keysOf(deps, member), from)
  if (typeof checked === 'string') {
    await noteTrouble(deps, member, 'feed-broken', checked)
    throw new PeerFault('feed-broken', checked)
  }
  const applied = await applyPage(deps, member, checked, position)
  return {
    entries: applied.entries,
    more: applied.stopped === 'elsewhere' || (applied.stopped === null && checked.more),
  }
}

/**
 * The states of a peer in which its log is read. Signals of a suspended member are refused; its agreements, keys,
 * feedback and ends of signals are still applied. The log of a removed member is not read.
 */
const pulledFrom = new Set(['joined-unconfirmed', 'active', 'suspended'])

function readPeerRow(deps: PullDeps, member: string): Promise<PeerRow | undefined> {
  return systemAccess(deps, null).transaction(intent, (tx) => {
    tx.leavesNoEntry()
    return tx.db.selectFrom('peer').selectAll().where('member', '=', member).executeTakeFirst()
  })
}

const keysOf = (deps: PullDeps, member: string) =>
  systemAccess(deps, null).transaction(intent, (tx) => {
    tx.leavesNoEntry()
    return memberKeys(tx.db, member, tx.now)
  })

/**
 * Asks a peer for its key rotations. Each rotation is verified by the old key that signed it, so the answer itself need
 * not be trusted.
 */
async function learnKeys(deps: PullDeps, at: { member: string; url: string }): Promise<boolean> {
  const answer = await askPeer(deps, at, { method: 'GET', path: '/peer/v1/keys' })
  const parsed = z.object({ items: z.array(KeyRotation).max(1000) }).safeParse(answer)
  if (!parsed.success) return false
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    let learnt = false
    for (const rotation of parsed.data.items) learnt = (await takeRotation(tx, at.member, rotation)) || learnt
    return learnt
  })
}

/** Records why a peer's log cannot be read. A log that breaks its rules raises an alarm. */
export async function noteTrouble(
  deps: PullDeps,
  member: string,
  trouble: string,
  detail: PageFault | string | null = null,
): Promise<void> {
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    const changed = await tx.db
      .updateTable('peer')
      .set({ trouble, trouble_since: sql<Date>`coalesce(trouble_since, ${tx.now})` })
      .where('member', '=', member)
      .where(sql<boolean>`trouble is distinct from ${trouble}`)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return tx.leavesNoEntry()
    tx.note({ what: 'trouble with a member', trouble, detail })
    if (trouble === 'feed-broken') await raiseAlarm(tx, trouble, `peer:${member}`, { detail })
    await tx.announce('peer.changed', member, 1)
  })
}

/**
 * Repairs the state after a peer began a new log, because its database or this one was restored from a backup. It
 * erases signals that the peer no longer gives, requests missing ones, and reads the new log from its start.
 */
async function repair(deps: PullDeps, peer: PeerRow, at: { member: string; url: string }): Promise<Pulled> {
  const summary = new Map<string, { version: number; digest: string }>()
  let epoch: string | null = null
  for (let after: string | null = null; ; ) {
    const path: string = `/peer/v1/feed/summary${after === null ? '' : `?after=${after}`}`
    const page = FeedSummary.safeParse(await askPeer(deps, at, { method: 'GET', path, timeoutMs: 60_000 }))
    const signed = page.success && verifyObject('entente/entry/v1', page.data, await keysOf(deps, peer.member)) !== null
    if (!page.success || !signed || (epoch !== null && epoch !== page.data.epoch)) {
      await noteTrouble(deps, peer.member, 'feed-broken', 'summary-invalid')
      throw new PeerFault('feed-broken', 'summary-invalid')
    }
    epoch = page.data.epoch
    for (const { id, version, digest } of page.data.items) summary.set(id, { version, digest })
    after = page.data.next
    if (after === null) break
  }
  const wanted = await systemAccess(deps, 'terrorism-prevention').transaction(
    { action: 'record.write', type: 'signal.import', ref: `peer:${peer.member}`, details: { what: 'log begun anew' } },
    async (tx) => {
      // Lock the peer first; `applyPage` locks it first too.
      await tx.db.selectFrom('peer').select('member').where('member', '=', peer.member).forNoKeyUpdate().execute()
      const copies = await tx.db
        .selectFrom('held_signal')
        .select(['signal_id', 'version', 'digest', 'entry_id'])
        .where('peer', '=', peer.member)
        .where('ended_at', 'is', null)
        .execute()
      const gone = copies.filter(({ signal_id }) => !summary.has(signal_id))
      await endHoldings(
        tx,
        deps,
        peer.member,
        gone.map(({ signal_id, entry_id }) => ({
          ...{ entryId: entry_id, signalId: signal_id, cause: 'access-ended' as const },
          ...{ version: null, reason: null, at: tx.now },
        })),
      )
      await tx.db
        .deleteFrom('held_also')
        .where('peer', '=', peer.member)
        .where(sql<boolean>`not (signal_id = any(${[...summary.keys()]}::uuid[]))`)
        .execute()
      const same = new Map(copies.map((row) => [row.signal_id, row]))
      await tx.db
        .updateTable('peer')
        .set({ epoch, position: 0, position_hash: null, trouble: null, trouble_since: null })
        .where('member', '=', peer.member)
        .execute()
      tx.note({ signals: summary.size, gone: gone.length })
      return [...summary].flatMap(([id, { version, digest }]) => {
        const here = same.get(id)
        return here?.version === version && here.digest?.toString('base64') === digest ? [] : [id]
      })
    },
  )
  for (let from = 0; from < wanted.length; from += 10_000) {
    const ids = wanted.slice(from, from + 10_000)
    await askPeer(deps, at, { method: 'POST', path: '/peer/v1/feed/wanted', body: { ids }, timeoutMs: 60_000 })
  }
  return { entries: 0, more: true }
}
