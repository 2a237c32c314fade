import { setTimeout as delay } from 'node:timers/promises'
import { FeedSummary } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { canonicalJson } from '../../../safeguards/audit/canonical.ts'
import { type MemberKey, signedText, verifyText } from '../../../safeguards/keys/index.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import type { PeerRow } from '../requests/authenticate-peer.ts'
import { PeerFault } from '../requests/peer-fault.ts'
import { askPeer, type PeerAddress } from '../requests/peer-request.ts'
import { endHoldings } from './end-holding.ts'
import { keepingLimits, refuseLog } from './note-trouble.ts'
import type { PullDeps, Pulled } from './pull-peer.ts'
import { keysOfPeer, pulledFrom } from './pulled-peer.ts'

/** A summary page of 10,000 signals has about a megabyte. */
const mostPageBytes = 4 * 1024 * 1024
/** One signal of a summary has about 115 bytes. */
const mostBytesPerSignal = 200
const mostAnswerBytes = 64 * 1024
const perPage = 10_000
/** Checking a page of 10,000 signals takes tens of milliseconds; requests have the processor in between. */
const betweenPagesMs = 200
/** A repair that fails within this time, because the peer does not answer, does not count. */
const shortMs = 60_000

const SummaryFrame = FeedSummary.extend({ items: z.array(z.unknown()).max(10_000) })
const SummaryItem = FeedSummary.shape.items.element

type Summary = Map<string, { version: number; digest: string }>
interface Repair {
  deps: PullDeps
  peer: PeerRow
  at: PeerAddress
  /** Aborts when the node stops, or when the repair takes too long. */
  signal: AbortSignal
}

/**
 * Repairs the state after a peer began a new log, because its database or this one was restored from a backup. It
 * erases signals that the peer no longer gives, requests missing ones, and then stores that the new log is read from its
 * start. A repair that fails before is repeated as a whole, so no signal is missed. One log is repaired at a time, over
 * all peers. Throws PeerFault: `feed-broken` or `log-too-large`, both with an alarm, or the reason why the peer cannot be
 * reached.
 */
export async function repairLog(
  deps: PullDeps,
  peer: PeerRow,
  at: PeerAddress,
  stopping?: AbortSignal,
): Promise<Pulled> {
  const { member } = peer
  return deps.pulls.whileRepairing(member, async () => {
    if (stopping?.aborted === true) throw new PeerFault('unreachable', 'the reading was stopped')
    const uncount = await keepingLimits(deps, member, () => deps.pulls.countRepair(member))
    const begun = performance.now()
    const late = AbortSignal.timeout(deps.pulls.longestRepairMs)
    const signal = stopping === undefined ? late : AbortSignal.any([late, stopping])
    try {
      await repair({ deps, peer, at, signal })
      return { entries: 0, more: true }
    } catch (error) {
      if (late.aborted) return await refuseLog(deps, member, 'log-too-large', 'repair-too-long')
      const lying = error instanceof PeerFault && ['feed-broken', 'log-too-large'].includes(error.code)
      if (!lying && performance.now() - begun < shortMs) uncount()
      throw error
    }
  })
}

async function repair(of: Repair): Promise<void> {
  const { deps, at, signal } = of
  const { epoch, summary } = await readWholeSummary(of)
  const asked = new Set<string>()
  for (;;) {
    // The epoch is stored when nothing is left to ask for: once it is stored, nobody compares the summary again.
    const missing = await applySummary(of, epoch, summary, asked)
    if (missing.length === 0) return
    for (let from = 0; from < missing.length; from += perPage) {
      const ids = missing.slice(from, from + perPage)
      const ask = { method: 'POST', path: '/peer/v1/feed/wanted', body: { ids }, timeoutMs: 60_000, signal } as const
      await askPeer(deps, at, { ...ask, mostBytes: mostAnswerBytes })
      for (const id of ids) asked.add(id)
    }
  }
}

/**
 * Reads all pages of a summary. Throws PeerFault and raises an alarm: `feed-broken` if a page is not signed or not in
 * the order of ids, `log-too-large` if the summary has more signals, pages or bytes than allowed.
 */
async function readWholeSummary({ deps, at, signal }: Repair): Promise<{ epoch: string; summary: Summary }> {
  const { member } = at
  const { mostSignals } = deps.pulls
  const summary: Summary = new Map()
  // An honest summary has full pages, so its pages are counted too: pages of a single signal would go on for hours.
  const mostPages = 2 + 2 * Math.ceil(mostSignals / perPage)
  const mostBytes = mostPageBytes + mostSignals * mostBytesPerSignal
  let bytes = 0
  const sized = (more: number) => {
    bytes += more
    deps.pulls.count(member, { bytes: more })
  }
  let epoch: string | null = null
  let after: string | null = null
  for (let pages = 1; ; pages += 1) {
    if (pages > mostPages || bytes > mostBytes) return refuseLog(deps, member, 'log-too-large', 'summary-too-long')
    await keepingLimits(deps, member, () => deps.pulls.check(member))
    const path: string = `/peer/v1/feed/summary${after === null ? '' : `?after=${after}`}`
    const ask = { method: 'GET', path, timeoutMs: 60_000, mostBytes: mostPageBytes, sized, signal } as const
    const page = await checkSummary(await askPeer(deps, at, ask), await keysOfPeer(deps, member), after)
    if (page === null || (epoch !== null && epoch !== page.epoch))
      return refuseLog(deps, member, 'feed-broken', 'summary-invalid')
    epoch = page.epoch
    for (const { id, version, digest } of page.items) summary.set(id, { version, digest })
    if (summary.size > mostSignals) return refuseLog(deps, member, 'log-too-large', 'summary-too-large')
    after = page.next
    if (after === null) return { epoch, summary }
    await delay(betweenPagesMs, undefined, { signal })
  }
}

/**
 * Checks a page of a summary: its shape, the peer's signature, and that it is sorted, begins after the last page and
 * gets further than it. A page takes tens of milliseconds, so the event loop runs in between. Returns null for a page
 * with any fault.
 */
async function checkSummary(
  answer: unknown,
  keys: readonly MemberKey[],
  after: string | null,
): Promise<FeedSummary | null> {
  const frame = SummaryFrame.safeParse(answer)
  if (!frame.success) return null
  const next = takeTurns()
  const items: FeedSummary['items'] = []
  const texts = new Map<object, string>()
  let last = after
  for (const given of frame.data.items) {
    await next()
    const item = SummaryItem.safeParse(given)
    if (!item.success || (last !== null && item.data.id <= last)) return null
    last = item.data.id
    items.push(item.data)
    texts.set(item.data, canonicalJson(item.data))
  }
  const page = { ...frame.data, items }
  if (page.next !== null && (page.next < (last ?? '') || page.next === after)) return null
  await next()
  const signer = await verifyText('entente/entry/v1', signedText(page, texts), keys, page.signature)
  return signer === null ? null : page
}

/**
 * Ends the signals that a summary does not list, and returns the ids of those that are missing here and were not asked
 * for. If there are none, stores that the peer's log of this epoch is read from its start. Does nothing if the log was
 * repaired meanwhile.
 */
function applySummary(
  { deps, peer }: Repair,
  epoch: string,
  summary: Summary,
  asked: ReadonlySet<string>,
): Promise<string[]> {
  const { member } = peer
  return systemAccess(deps, 'terrorism-prevention').transaction(
    { action: 'record.write', type: 'signal.import', ref: `peer:${member}`, details: { what: 'log begun anew' } },
    async (tx) => {
      // Lock the peer first; `applyPage` locks it first too.
      const row = await tx.db
        .selectFrom('peer')
        .select(['epoch', 'position', 'state'])
        .where('member', '=', member)
        .forNoKeyUpdate()
        .executeTakeFirst()
      if (row?.epoch !== peer.epoch || row.position !== peer.position || !pulledFrom.has(row.state)) {
        tx.leavesNoEntry()
        return []
      }
      const copies = await tx.db
        .selectFrom('held_signal')
        .select(['signal_id', 'version', 'digest', 'entry_id'])
        .where('peer', '=', member)
        .where('ended_at', 'is', null)
        .execute()
      const gone = copies.filter(({ signal_id }) => !summary.has(signal_id))
      await endHoldings(
        tx,
        deps,
        member,
        gone.map(({ signal_id, entry_id }) => ({
          ...{ entryId: entry_id, signalId: signal_id, cause: 'access-ended' as const },
          ...{ version: null, reason: null, at: tx.now },
        })),
      )
      await tx.db
        .deleteFrom('held_also')
        .where('peer', '=', member)
        .where(sql<boolean>`not (signal_id = any(${[...summary.keys()]}::uuid[]))`)
        .execute()
      const same = new Map(copies.map((copy) => [copy.signal_id, copy]))
      const missing = [...summary].flatMap(([id, { version, digest }]) => {
        const here = same.get(id)
        const isHere = here?.version === version && here.digest?.toString('base64') === digest
        return isHere || asked.has(id) ? [] : [id]
      })
      if (missing.length === 0)
        await tx.db
          .updateTable('peer')
          .set({ epoch, position: 0, position_hash: null, trouble: null, trouble_since: null })
          .where('member', '=', member)
          .execute()
      tx.note({ signals: summary.size, gone: gone.length, missing: missing.length })
      return missing
    },
  )
}
