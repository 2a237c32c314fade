import type { Config } from './config.ts'
import type { EventBus } from './events.ts'
import { takeAgreement } from './exchange/agreements/take-agreement.ts'
import { onwardRoutes } from './exchange/onward/routes.ts'
import { isPermission, takePermission } from './exchange/onward/take-permission.ts'
import { runExchangeClocks } from './exchange/peers/clocks.ts'
import { sendFeedback } from './exchange/peers/feedback/send-feedback.ts'
import { holdRoutes } from './exchange/peers/holds/routes.ts'
import { takeIntroduction } from './exchange/peers/keys/introduce-key.ts'
import { type PeerHandler, peerRoutes } from './exchange/peers/peer-routes.ts'
import type { TakeKey } from './exchange/peers/pull/apply-page.ts'
import { type FollowDeps, followPeers, type PeerFollower } from './exchange/peers/pull/follow-peers.ts'
import { noteErased, noteStopped } from './exchange/peers/pull/holding-progress.ts'
import { sendReceipts } from './exchange/peers/receipts/send-receipts.ts'
import { peerOfficeRoutes } from './exchange/peers/routes.ts'
import { forgetSignals } from './pipeline/match/forget-signals.ts'
import type { CoreDeps } from './safeguards/access/core-deps.ts'
import type { App } from './safeguards/access/http.ts'
import { systemDoor } from './safeguards/access/system.ts'
import type { Task } from './store/jobs.ts'

/** So often a signal that is gone is looked at again while cases are still compared with it. */
const forgetAgainMs = 1000

/** The exchange with other nodes: their logs, what they are told, receipts, keys; which task runs which step. */
export function createPeerRoom(
  deps: CoreDeps & {
    config: Config
    events: EventBus
    ownUrl: () => string
    /** What other rooms answer to members' nodes, and which keys they keep of them. */
    others: readonly PeerHandler[]
    takeKey: TakeKey
  },
) {
  const { config } = deps
  const exchanging: FollowDeps = {
    ...deps,
    node: config.node,
    tls: config.peers.tls,
    follow: deps.events.on,
    pace: config.peers.pace,
    takeAgreement: (tx, from, object) =>
      isPermission(object) ? takePermission(tx, from, object) : takeAgreement(tx, from, object),
    takeKey: async (tx, from, object) => (await takeIntroduction(tx, from, object)) || deps.takeKey(tx, from, object),
  }
  let followers: PeerFollower | null = null
  /** Told once, of what began or ended while the node was not there. */
  let clocksRanAt: Date | null = null
  const task =
    <P>(work: (payload: P) => Promise<unknown>): Task =>
    async (payload) => {
      await work(payload as P)
    }
  const running = (): PeerFollower => {
    if (followers === null) throw new Error('the node is not started yet')
    return followers
  }

  return {
    /** Begins to follow the logs of peers, once this node answers itself. */
    async start(): Promise<void> {
      followers = await followPeers(exchanging)
    },
    stop: async () => followers?.stop(),
    /** No index has these any more: whoever is owed a receipt gets it. */
    stopped: (signalIds: readonly string[]) => noteStopped(exchanging, signalIds),
    tasks: {
      'send-receipts': task((payload: { peer: string }) => sendReceipts(exchanging, payload)),
      'send-feedback': task((payload: { feedbackIds: string[] }) => sendFeedback(deps, payload)),
      'forget-signals': task(async ({ signalIds }: { signalIds: string[] }) => {
        const forgotten = await forgetSignals(deps, signalIds)
        if (forgotten !== null && (await noteErased(exchanging, forgotten))) return
        const act = { action: 'record.write', type: 'retention.delete', impersonal: true } as const
        await systemDoor(deps, null).act(act, async (tx) => {
          tx.leavesNoEntry()
          await tx.enqueue('forget-signals', { signalIds }, { runAt: new Date(Date.now() + forgetAgainMs) })
        })
      }),
      'peer-clocks': task(async () => {
        const now = deps.clock()
        await runExchangeClocks(exchanging, clocksRanAt)
        clocksRanAt = now
      }),
    } satisfies Record<string, Task>,
    cron: [{ task: 'peer-clocks', match: '* * * * *' }],
    routes(app: App): void {
      holdRoutes(app, exchanging)
      peerRoutes(app, { ...exchanging, others: deps.others, mutual: config.peers.mutual })
      onwardRoutes(app, deps)
      peerOfficeRoutes(app, { ...exchanging, ownUrl: deps.ownUrl, dataRoot: deps.dataRoot, followers: running })
    },
  }
}
