import { setTimeout as delay } from 'node:timers/promises'
import { KeyRotation } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { memberKeys } from '../../../safeguards/keys/index.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { takeRotation } from '../keys/take-rotation.ts'
import type { PeerRow } from '../requests/authenticate-peer.ts'
import { PeerFault } from '../requests/peer-fault.ts'
import { askPeer, type PeerAddress, type PeerTls } from '../requests/peer-request.ts'
import { type ApplyDeps, applyPage } from './apply-page.ts'
import { checkPage, type PageFault } from './check-page.ts'
import { checkSummary } from './check-summary.ts'
import { endHoldings } from './end-holding.ts'
import type { PullBudget } from './pull-budget.ts'

export type PullDeps = ApplyDeps & { tls: PeerTls; pulls: PullBudget }
export interface Pulled {
  entries: number
  /** Whether more entries can be read without waiting. */
  more: boolean
}
const intent = { action: 'peer.serve', type: 'config.change', impersonal: true } as const
const perPage = 1000
/** A summary page of 10,000 signals has about a megabyte. */
const mostSummaryBytes = 4 * 1024 * 1024
const perSummaryPage = 10_000
/** Checking a page of 10,000 signals takes tens of milliseconds; requests have the processor in between. */
const betweenSummaryPagesMs = 200
const longestRepairMs = 15 * 60_000

/** How many seconds the peer may wait for entries, and how many entries to read at most. */
export interface Ask {
  waitSeconds: number
  limit?: number
}
/**
 * Reads the next page of a peer's log and waits for entries if there are none. A page that fails its check is not
 * applied: it raises an alarm, and the position stays until a page passes. Nothing is read before people compared the six
 * words of the peer. Throws PeerFault: `feed-broken` for such a page, `log-too-large` for a peer that sends more than its
 * limits, or the reason why the peer cannot be reached or refuses.
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
  await keepingLimits(deps, member, () => deps.pulls.check(member))
  await deps.pulls.nextPage(member, signal)
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
      sized: (bytes) => deps.pulls.count(member, { bytes }),
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (error instanceof PeerFault && error.code === 'feed-diverged') return repair(deps, peer, at)
    throw error
  }
  return deps.pulls.whileApplying(member, () => applyChecked(deps, peer, at, page))
}

async function applyChecked(deps: PullDeps, peer: PeerRow, at: PeerAddress, page: unknown): Promise<Pulled> {
  const { member } = at
  const position = Number(peer.position)
  const from = { epoch: peer.epoch, position, hash: peer.position_hash }
  let checked = checkPage(page, await keysOf(deps, member), from)
  if (checked === 'key-unknown' && (await learnKeys(deps, at)))
    checked = checkPage(page, await keysOf(deps, member), from)
  if (typeof checked === 'string') {
    await noteTrouble(deps, member, 'feed-broken', checked)
    throw new PeerFault('feed-broken', checked)
  }
  deps.pulls.count(member, { entries: checked.entries.length })
  const applied = await applyPage(deps, member, checked, position)
  return {
    entries: applied.entries,
    more: applied.stopped === 'elsewhere' || (applied.stopped === null && checked.more),
  }
}

/**
 * The states of a peer in which its log is read. The log of a joined member is read once people compared the six words,
 * because until then anybody may have answered in its name. Signals of a suspended member are refused; its agreements, keys,
 * feedback and ends of signals are still applied. The log of a removed member is not read.
 */
export const pulledFrom: ReadonlySet<string> = new Set(['active', 'suspended'])

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
async function learnKeys(deps: PullDeps, at: PeerAddress): Promise<boolean> {
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

/** Runs a check of the limits, and records and reports a peer that exceeds them. */
async function keepingLimits(deps: PullDeps, member: string, check: () => void): Promise<void> {
  try {
    check()
  } catch (error) {
    if (error instanceof PeerFault) await noteTrouble(deps, member, error.code, error.detail)
    throw error
  }
}

const alarming = new Set(['feed-broken', 'log-too-large'])

/** Records why a peer's log cannot be read. A log that breaks its rules or its limits raises an alarm. */
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
    if (alarming.has(trouble)) await raiseAlarm(tx, trouble, `peer:${member}`, { detail })
    await tx.announce('peer.changed', member, 1)
  })
}

type Summary = Map<string, { version: number; digest: string }>

/**
 * Reads all pages of a summary. Throws PeerFault and raises an alarm: `feed-broken` if a page is not signed or not in
 * the order of ids, `log-too-large` if the summary has more signals, pages or bytes than allowed, or takes too long.
 */
async function readWholeSummary(deps: PullDeps, at: PeerAddress): Promise<{ epoch: string; summary: Summary }> {
  const { member } = at
  const { mostSignals } = deps.pulls
  const summary: Summary = new Map()
  const refuse = async (code: 'feed-broken' | 'log-too-large', detail: string): Promise<never> => {
    await noteTrouble(deps, member, code, detail)
    throw new PeerFault(code, detail)
  }
  const begun = performance.now()
  // An honest summary has full pages, so its pages are counted too: pages of a single signal would go on for hours.
  const mostPages = 2 + 2 * Math.ceil(mostSignals / perSummaryPage)
  let epoch: string | null = null
  let after: string | null = null
  for (let pages = 1; ; pages += 1) {
    if (pages > mostPages || performance.now() - begun > longestRepairMs)
      return refuse('log-too-large', 'summary-too-long')
    await keepingLimits(deps, member, () => deps.pulls.check(member))
    const path: string = `/peer/v1/feed/summary${after === null ? '' : `?after=${after}`}`
    const answer = await askPeer(deps, at, {
      ...{ method: 'GET', path, timeoutMs: 60_000, mostBytes: mostSummaryBytes },
      sized: (bytes) => deps.pulls.count(member, { bytes }),
    })
    const page = await checkSummary(answer, await keysOf(deps, member), after)
    if (page === null || (epoch !== null && epoch !== page.epoch)) return refuse('feed-broken', 'summary-invalid')
    epoch = page.epoch
    for (const { id, version, digest } of page.items) summary.set(id, { version, digest })
    if (summary.size > mostSignals) return refuse('log-too-large', 'summary-too-large')
    after = page.next
    if (after === null) return { epoch, summary }
    await delay(betweenSummaryPagesMs)
  }
}

/**
 * Repairs the state after a peer began a new log, because its database or this one was restored from a backup. It
 * erases signals that the peer no longer gives, requests missing ones, and reads the new log from its start.
 */
async function repair(deps: PullDeps, peer: PeerRow, at: PeerAddress): Promise<Pulled> {
  await keepingLimits(deps, peer.member, () => deps.pulls.countRepair(peer.member))
  const { epoch, summary } = await readWholeSummary(deps, at)
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
