import { z } from 'zod'
import type { PeerRow } from '../requests/authenticate-peer.ts'
import { PeerFault } from '../requests/peer-fault.ts'
import { askPeer, type PeerAddress, type PeerTls } from '../requests/peer-request.ts'
import { type ApplyDeps, applyPage } from './apply-page.ts'
import { checkPage } from './check-page.ts'
import { keepingLimits, refuseLog } from './note-trouble.ts'
import type { PullBudget } from './pull-budget.ts'
import { keysOfPeer, learnKeys, pulledFrom, readPeerRow } from './pulled-peer.ts'
import { repairLog } from './repair-log.ts'

export type PullDeps = ApplyDeps & { tls: PeerTls; pulls: PullBudget }
export interface Pulled {
  entries: number
  /** Whether more entries can be read without waiting. */
  more: boolean
}
const perPage = 1000
const SignedPage = z.object({ signature: z.object({ keyId: z.string() }) })

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
  const most = Math.min(limit, deps.pulls.entriesAtOnce(member))
  const query = new URLSearchParams({ after: String(position), limit: String(most), wait: String(waitSeconds) })
  if (peer.epoch !== null) query.set('epoch', peer.epoch)
  if (peer.position_hash !== null) query.set('hash', peer.position_hash.toString('base64url'))
  let page: unknown
  let size = 0
  try {
    page = await askPeer(deps, at, {
      method: 'GET',
      path: `/peer/v1/feed?${query}`,
      timeoutMs: (waitSeconds + 60) * 1000,
      mostBytes: deps.pulls.mostPageBytes,
      sized: (bytes) => {
        size += bytes
        deps.pulls.count(member, { bytes })
      },
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (!(error instanceof PeerFault)) throw error
    if (error.code === 'feed-diverged') return repairLog(deps, peer, at, signal)
    if (error.code !== 'answer-too-large' || most === 1) throw error
    // Ask for fewer entries at once.
    deps.pulls.fitEntries(member, most, null)
    return { entries: 0, more: true }
  }
  deps.pulls.fitEntries(member, most, size)
  await learnKeyOf(deps, at, page, signal)
  return deps.pulls.whileApplying(member, () => applyChecked(deps, peer, page))
}

/**
 * Asks the peer for its keys if the key of a page is unknown. Called before the page waits for its turn: a peer that
 * answers slowly keeps no other peer waiting.
 */
async function learnKeyOf(deps: PullDeps, at: PeerAddress, page: unknown, signal?: AbortSignal): Promise<void> {
  const signed = SignedPage.safeParse(page)
  if (!signed.success) return
  const { keyId } = signed.data.signature
  const keys = await keysOfPeer(deps, at.member)
  if (!keys.some((key) => key.keyId === keyId)) await learnKeys(deps, at, signal)
}

async function applyChecked(deps: PullDeps, peer: PeerRow, page: unknown): Promise<Pulled> {
  const { member } = peer
  const position = Number(peer.position)
  const from = { epoch: peer.epoch, position, hash: peer.position_hash }
  const checked = await checkPage(page, await keysOfPeer(deps, member), from)
  if (typeof checked === 'string') return refuseLog(deps, member, 'feed-broken', checked)
  deps.pulls.count(member, { entries: checked.entries.length })
  const applied = await applyPage(deps, member, checked, position)
  return {
    entries: applied.entries,
    more: applied.stopped === 'elsewhere' || (applied.stopped === null && checked.more),
  }
}
