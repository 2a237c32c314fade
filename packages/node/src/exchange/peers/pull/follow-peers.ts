import type { LiveEvent } from '@entente/contracts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { sendReceipts } from '../receipts/send-receipts.ts'
import { PeerFault } from '../requests/peer-fault.ts'
import { noteTrouble } from './note-trouble.ts'
import { type PullDeps, pullPeer } from './pull-peer.ts'
import { pulledFrom } from './pulled-peer.ts'

export interface PeerFollower {
  /** Reads all entries that a peer has now, without waiting for more. Throws PeerFault. */
  sync(member: string): Promise<void>
  stop(): Promise<void>
}
export interface FollowDeps extends PullDeps {
  follow: (listener: (event: LiveEvent) => void) => () => void
  /**
   * `waitSeconds`: how long a peer is asked to wait for entries. `firstRetryMs` and `longestRetryMs`: the first and the
   * longest pause after a failure, in milliseconds.
   */
  pace: { waitSeconds: number; firstRetryMs: number; longestRetryMs: number }
}
interface Following {
  stop: AbortController
  /** Ends the current pause after a failure early. */
  wake: () => void
  done: Promise<void>
}
const intent = { action: 'peer.serve', type: 'config.change', impersonal: true } as const

/**
 * Follows the logs of all peers with one loop for each. A loop reads page after page and lets the peer hold the request
 * until it has new entries. After each failure the loop pauses for longer, but never gives up. The list of peers is
 * read again when a peer changes.
 */
export async function followPeers(deps: FollowDeps): Promise<PeerFollower> {
  const loops = new Map<string, Following>()
  const draining = new Map<string, Promise<void>>()
  /** Ends what `sync` reads when this node stops. */
  const stopping = new AbortController()
  let stopped = false

  /**
   * Reads all entries that a peer has now. If another call is already running, this one waits for it and then reads the
   * entries that arrived since, so that no page is read twice.
   */
  async function drain(member: string, signal: AbortSignal): Promise<void> {
    const before = draining.get(member) ?? Promise.resolve()
    const mine = before
      .catch(() => {})
      .then(async () => {
        while ((await pullPeer(deps, member, { waitSeconds: 0 }, signal)).more);
      })
    draining.set(member, mine)
    try {
      await mine
    } finally {
      if (draining.get(member) === mine) draining.delete(member)
    }
  }

  async function followChanged(): Promise<void> {
    const wanted = await systemAccess(deps, null).transaction(intent, async (tx) => {
      tx.leavesNoEntry()
      const rows = await tx.db
        .selectFrom('peer')
        .select('member')
        .where('state', 'in', [...pulledFrom])
        .where('url', 'is not', null)
        .execute()
      return new Set(rows.map(({ member }) => member))
    })
    for (const [member, loop] of loops) if (!wanted.has(member)) loop.stop.abort()
    if (stopped) return
    for (const member of wanted) if (!loops.has(member)) loops.set(member, start(member))
  }

  function start(member: string): Following {
    const stop = new AbortController()
    const following: Following = { stop, wake: () => {}, done: Promise.resolve() }
    following.done = (async () => {
      let pauseMs = 0
      while (!stop.signal.aborted) {
        try {
          // The waiting request asks for a single entry and `drain` then reads the rest, so that `sync` never waits for
          // a long request.
          const { entries, more } = await pullPeer(
            deps,
            member,
            { waitSeconds: deps.pace.waitSeconds, limit: 1 },
            stop.signal,
          )
          if (more) await drain(member, stop.signal)
          await sendReceipts(deps, { peer: member })
          // After a page that could not be applied, ask again after a pause.
          pauseMs = entries === 0 && !more ? await pauseOf(member) : 0
        } catch (error) {
          if (stop.signal.aborted) break
          const code = error instanceof PeerFault ? error.code : 'failed'
          // A peer over its limits gains nothing by an early retry.
          const firstMs = code === 'log-too-large' ? deps.pace.longestRetryMs : deps.pace.firstRetryMs
          pauseMs = Math.min(Math.max(firstMs, pauseMs * 2), deps.pace.longestRetryMs)
          if (!(error instanceof PeerFault))
            deps.log.error({ event: 'peer.failed', peer: member, error: String(error) })
          await noteTrouble(deps, member, code).catch(() => {})
        }
        if (pauseMs > 0 && !stop.signal.aborted) await pause(following, pauseMs)
      }
      loops.delete(member)
    })()
    return following
  }

  async function pauseOf(member: string): Promise<number> {
    const state = await systemAccess(deps, null).transaction(intent, async (tx) => {
      tx.leavesNoEntry()
      const row = await tx.db.selectFrom('peer').select('trouble').where('member', '=', member).executeTakeFirst()
      return row?.trouble ?? null
    })
    return state === null ? 0 : deps.pace.firstRetryMs
  }

  function pause(following: Following, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        following.stop.signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      following.wake = end
      following.stop.signal.addEventListener('abort', end)
    })
  }

  const again = () =>
    followChanged().catch((error: unknown) => deps.log.error({ event: 'peers.follow-failed', error: String(error) }))
  const unfollow = deps.follow((event) => {
    if (event.type !== 'peer.changed' || stopped) return
    void again()
    loops.get(event.ref)?.wake()
  })
  await followChanged()

  return {
    async sync(member) {
      await drain(member, stopping.signal)
      await sendReceipts(deps, { peer: member })
    },
    async stop() {
      stopped = true
      unfollow()
      stopping.abort()
      const ending = [...loops.values()]
      for (const loop of ending) loop.stop.abort()
      await Promise.all(ending.map(({ done }) => done))
      await Promise.allSettled(draining.values())
    },
  }
}
