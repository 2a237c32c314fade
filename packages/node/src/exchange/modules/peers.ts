import { defineModule } from '../../module.ts'
import type { Signatures } from '../../safeguards/access/acts/present-signature.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { doJob } from '../../store/define-job.ts'
import { takeAgreement } from '../agreements/take-agreement.ts'
import { peerClocksJob, sendFeedbackJob, sendReceiptsJob, signalsChangedTopic } from '../jobs.ts'
import { onwardRoutes } from '../onward/routes.ts'
import { isPermission, takePermission } from '../onward/take-permission.ts'
import { runExchangeClocks } from '../peers/clocks.ts'
import { sendFeedback } from '../peers/feedback/send-feedback.ts'
import { holdRoutes } from '../peers/holds/routes.ts'
import { takeIntroduction } from '../peers/keys/introduce-key.ts'
import type { PeerHandler } from '../peers/peer-handler.ts'
import { peerRoutes } from '../peers/peer-routes.ts'
import type { TakeKey } from '../peers/pull/apply-page.ts'
import { type FollowDeps, followPeers, type PeerFollower } from '../peers/pull/follow-peers.ts'
import { noteStopped } from '../peers/pull/holding-progress.ts'
import { sendReceipts } from '../peers/receipts/send-receipts.ts'
import { peerManagementRoutes } from '../peers/routes.ts'

export interface PeerModuleDeps extends Omit<FollowDeps, 'takeAgreement' | 'takeKey'>, CoreDeps {
  /** The address at which other nodes reach this one. */
  ownUrl: () => string
  /** Whether other nodes must present a TLS client certificate. */
  mutual: boolean
  /** Handlers with which other modules answer members' nodes, and functions with which they store members' keys. */
  others: readonly PeerHandler[]
  takeKey: TakeKey
  signatures: Signatures
}

/**
 * Assembles the exchange with other nodes: logs, receipts, feedback, keys and legal holds. Among the modules that react
 * to changed signals, this one must run last.
 */
export function createPeerModule(deps: PeerModuleDeps) {
  const exchanging: FollowDeps = {
    ...deps,
    takeAgreement: (tx, from, object) =>
      isPermission(object) ? takePermission(tx, from, object) : takeAgreement(tx, from, object),
    takeKey: async (tx, from, object) => (await takeIntroduction(tx, from, object)) || deps.takeKey(tx, from, object),
  }
  let followers: PeerFollower | null = null
  /**
   * Null after the start, so that the first run also checks everything that began or ended while the node was stopped.
   */
  let clocksRanAt: Date | null = null
  const running = (): PeerFollower => {
    if (followers === null) throw new Error('the node is not started yet')
    return followers
  }

  return defineModule({
    name: 'peers',
    /** Starts following the logs of peers. Called when this node can answer requests. */
    async start(): Promise<void> {
      followers = await followPeers(exchanging)
    },
    stop: async () => followers?.stop(),
    jobs: [
      doJob(sendReceiptsJob, (request) => sendReceipts(exchanging, request)),
      doJob(sendFeedbackJob, (request) => sendFeedback(deps, request)),
      doJob(peerClocksJob, async () => {
        const now = deps.clock()
        await runExchangeClocks(exchanging, clocksRanAt)
        clocksRanAt = now
      }),
    ],
    // When this job runs, all indexes of this node have dropped these signals, so the receipts `stopped` are due.
    follows: [doJob(signalsChangedTopic, ({ signalIds }) => noteStopped(exchanging, signalIds))],
    schedules: [{ job: peerClocksJob.name, match: '* * * * *' }],
    routes(app) {
      holdRoutes(app, deps)
      peerRoutes(app, { ...exchanging, others: deps.others, mutual: deps.mutual })
      onwardRoutes(app, deps)
      peerManagementRoutes(app, { ...exchanging, ownUrl: deps.ownUrl, dataRoot: deps.dataRoot, followers: running })
    },
  })
}
