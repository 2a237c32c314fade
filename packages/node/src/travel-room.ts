import type { Config } from './config.ts'
import type { ContentRoom } from './content-room.ts'
import { listRoutes } from './exchange/lists/routes.ts'
import { eraseWithdrawn } from './exchange/signals/erase-withdrawn.ts'
import { signalRoutes } from './exchange/signals/routes.ts'
import { deliverAnswer } from './gateways/travel/answers/index.ts'
import { findRoutes } from './gateways/travel/find/routes.ts'
import {
  createTravelGateway,
  createTravelIntake,
  flightLatenessTask,
  partTimeoutTask,
  readAirportZones,
  sniffFormat,
  travelRoutes,
} from './gateways/travel/index.ts'
import { type InteractiveDeps, interactiveRoutes, settleInteractive } from './gateways/travel/interactive/index.ts'
import type { Metrics } from './health.ts'
import { type AnswerSubjects, answerSubject } from './pipeline/answer/index.ts'
import { caseRoutes } from './pipeline/case-routes.ts'
import { expireSignals } from './pipeline/match/expire-signals.ts'
import {
  createMatchIndex,
  type MatchSubjects,
  matchingRoutes,
  matchSubjects,
  measureRates,
  type RematchSignals,
  type RunRematch,
  rematchSignals,
  rematchTask,
  trialTask,
} from './pipeline/match/index.ts'
import { tryEntries } from './pipeline/match/try-entries.ts'
import { readMessage, readMessageTask, redactUnreadTask, sweepRawFilesTask } from './pipeline/read/index.ts'
import { type ReceiveDeps, receiveMessage, watchInbox } from './pipeline/receive/index.ts'
import { recordFeedback } from './pipeline/report/index.ts'
import type { CoreDeps } from './safeguards/access/core-deps.ts'
import type { App } from './safeguards/access/http.ts'
import type { AuditLog } from './safeguards/audit/audit-log.ts'
import type { Task } from './store/jobs.ts'

/** How far back people are compared with a signal that changed. */
const recentDays = 7

/** The travel gateway on its pipeline: which task runs which step, and the routes of both. */
export async function createTravelRoom(
  deps: CoreDeps & {
    config: Config
    metrics: Metrics
    audit: AuditLog
    others: Pick<ContentRoom, 'gateway' | 'answer' | 'noteOpinions' | 'settle'>
  },
) {
  const { config, metrics, others } = deps
  const gateway = createTravelGateway()
  const index = createMatchIndex(deps)
  await index.load()
  const reading = { ...deps, intakes: [createTravelIntake()] }
  const receiving: ReceiveDeps = {
    ...deps,
    received: (channel, duplicate) => metrics.received.inc({ channel, duplicate: String(duplicate) }),
  }
  const matching = { ...deps, gateway, index, recentMs: recentDays * 86_400_000, settleOthers: others.settle }
  const goOnWithRematch = rematchTask(matching)
  const interactive: InteractiveDeps = {
    ...deps,
    interactive: { deadlineMs: config.interactiveDeadlineMs, timeoutOutcome: 'further-check' },
    steps: {
      receive: (incoming) => receiveMessage(receiving, incoming),
      read: (request) => readMessage(reading, request),
      match: (request) => matchSubjects(matching, request),
    },
  }
  const review = {
    minReviewSecondsAdverse: config.reviewSeconds.adverse,
    minReviewSecondsOther: config.reviewSeconds.other,
    decisionsPerHour: 60,
  }
  const inbox = config.inbox ? await watchInbox({ ...receiving, sniff: sniffFormat }) : null
  // Payloads are written by our own steps, in the transaction that stored what they name.
  const task =
    <P>(work: (payload: P) => Promise<unknown>): Task =>
    async (payload) => {
      await work(payload as P)
    }

  return {
    signals: () => index.size,
    stop: async () => inbox?.stop(),
    tasks: {
      'read-message': readMessageTask(reading),
      'match-subjects': task((payload: MatchSubjects) => matchSubjects(matching, payload)),
      'index-signals': task(({ signalIds }: { signalIds: string[] }) => index.apply(signalIds)),
      // Asked for by an older release: signals and no row.
      'rematch-signals': task((payload: RunRematch | RematchSignals) =>
        'rematchId' in payload ? goOnWithRematch(payload) : rematchSignals(matching, payload),
      ),
      'threshold-trial': task(trialTask(matching)),
      'measure-rates': task((payload: { cause?: 'daily' | 'list' }) => measureRates(matching, payload)),
      // Cases of every gateway are decided by the same steps; what follows is their gateway's.
      'answer-subject': task((payload: AnswerSubjects) =>
        payload.gateway === 'content' ? others.answer(payload) : answerSubject({ ...deps, gateway }, payload),
      ),
      'record-feedback': task(async (payload: { decisionId: string }) => {
        await recordFeedback(deps, payload)
        await others.noteOpinions(payload)
      }),
      'deliver-answer': task((payload: { answerId: string }) =>
        deliverAnswer({ ...deps, allowPrivateCallbacks: config.allowPrivateCallbacks }, payload),
      ),
      'settle-interactive': task((payload: { answerId: string }) => settleInteractive(interactive, payload)),
      'part-timeout': partTimeoutTask(deps),
      'flight-lateness': flightLatenessTask(deps),
      'expire-signals': () => expireSignals(matching),
      'erase-withdrawn': task(() => eraseWithdrawn(deps)),
      'redact-unread': redactUnreadTask(reading),
      'sweep-raw-files': sweepRawFilesTask(reading),
    } satisfies Record<string, Task>,
    cron: [
      { task: 'flight-lateness', match: '* * * * *' },
      { task: 'expire-signals', match: '*/10 * * * *' },
      { task: 'erase-withdrawn', match: '23 * * * *' },
      { task: 'sweep-raw-files', match: '*/30 * * * *' },
      { task: 'measure-rates', match: '17 3 * * *' },
    ],
    routes(app: App): void {
      travelRoutes(app, { ...receiving, zones: readAirportZones() })
      interactiveRoutes(app, interactive)
      findRoutes(app, deps)
      caseRoutes(app, { ...deps, gateway, gateways: { content: others.gateway }, review })
      signalRoutes(app, deps)
      matchingRoutes(app, { ...deps, index })
      listRoutes(app, {
        ...deps,
        trialOf: (entries) => tryEntries({ ...deps, gateway }, entries),
      })
    },
  }
}
