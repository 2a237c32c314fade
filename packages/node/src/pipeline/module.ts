import { eraseWithdrawnJob, forgetSignalsJob, rematchJob, signalsChangedTopic } from '../exchange/jobs.ts'
import type { TrialOf } from '../exchange/lists/preview-import.ts'
import { listRoutes } from '../exchange/lists/routes.ts'
import { type ListTasks, startListTasks } from '../exchange/lists/run-tasks.ts'
import { noteErased } from '../exchange/peers/pull/holding-progress.ts'
import type { ReceiptDeps } from '../exchange/peers/receipts/write-receipts.ts'
import { eraseWithdrawn } from '../exchange/signals/erase-withdrawn.ts'
import { signalRoutes } from '../exchange/signals/routes.ts'
import { createSignalNames } from '../exchange/signals/signal-names.ts'
import { defineModule } from '../module.ts'
import type { Database } from '../safeguards/access/access-store.ts'
import type { Signatures } from '../safeguards/access/acts/present-signature.ts'
import { actVerifiedTopic } from '../safeguards/access/acts/verify-waiting.ts'
import type { CoreDeps } from '../safeguards/access/core-deps.ts'
import type { WrongLog } from '../safeguards/access/sessions/log-wrong.ts'
import type { SealedTable } from '../safeguards/access/split-records.ts'
import { systemAccess } from '../safeguards/access/system.ts'
import type { RawCopies } from '../safeguards/access/with-keys.ts'
import type { AuditLog } from '../safeguards/audit/audit-log.ts'
import { openDrawKeys } from '../safeguards/keys/draw-keys.ts'
import { stopLiftedTopic } from '../safeguards/stops/set-stop.ts'
import {
  endingAfter,
  endingAt,
  recordParts,
  type SealedColumns,
  withHolds,
  withoutClock,
} from '../safeguards/vault/sealed-columns.ts'
import { doJob } from '../store/define-job.ts'
import { answerSubject } from './answer/answer-subject.ts'
import { caseRoutes } from './case-routes.ts'
import { caseClasses, hitClasses } from './cases/record-classes.ts'
import { recordFeedback } from './cases/record-feedback.ts'
import { completeDecision } from './decide/complete-decision.ts'
import type { ConfirmersSettings } from './decide/list-confirmers.ts'
import type { ReviewSettings } from './decide/settings.ts'
import { countGroups } from './disparity/count-groups.ts'
import { sweepDrafts } from './drafts/delete-drafts.ts'
import type { Gateway, Gateways } from './gateway/gateway.ts'
import { largestMessageOf } from './gateway/intake.ts'
import type { PipelineSteps } from './gateway/pipeline-steps.ts'
import {
  answerSubjectJob,
  checkJudgementJob,
  checkLeftJob,
  correctSignalsJob,
  countGroupsJob,
  decisionMadeTopic,
  expireSignalsJob,
  matchSubjectsJob,
  measureRatesJob,
  plantCasesJob,
  readMessageJob,
  redactUnreadJob,
  relateHitsJob,
  rulesChangedJob,
  sweepDraftsJob,
  sweepRawFilesJob,
  sweepRetentionJob,
  thresholdTrialJob,
  watchRedressJob,
} from './jobs/jobs.ts'
import { checkLeft } from './match/check-left.ts'
import { forgetSignals } from './match/forget-signals.ts'
import { keptKinds } from './match/kept-signals.ts'
import { createMatchIndex } from './match/match-index.ts'
import { matchSubjects, matchWithin } from './match/match-subjects.ts'
import { relateStoredHits } from './match/relate-stored-hits.ts'
import { expireSignals, rematchSignals } from './match/rematch-signals.ts'
import { rulesChangedTask } from './match/rules-changed.ts'
import { rematchTask } from './match/run-rematch.ts'
import { thresholdRoutes } from './match/threshold/routes.ts'
import { measureRates, trialTask } from './match/trial/run-trial.ts'
import { tryRoutes } from './match/try/routes.ts'
import { tryEntries } from './match/try-entries.ts'
import { checkJudgement } from './plant/check-judgement.ts'
import { plantDue, tellResults } from './plant/plant-due.ts'
import { plantedRoutes } from './plant/routes.ts'
import { removeArriving } from './raw/raw-files.ts'
import { maskMessages } from './read/mask-messages.ts'
import { readMessage, readMessageTask } from './read/read-message.ts'
import { redactUnreadTask } from './read/redact-unread.ts'
import { sweepRawFilesTask } from './read/remove-outdated.ts'
import { type Readers, startReaders } from './read/run-readers.ts'
import type { Admit } from './receive/admission.ts'
import { type ArrivingDeps, receiveArriving } from './receive/receive-arriving.ts'
import { shareCommits } from './receive/share-commits.ts'
import { watchInbox } from './receive/watch-inbox.ts'
import { receiveAndRead } from './receive-and-read.ts'
import { withdrawCorrected } from './redress/correct-signals.ts'
import { followCorrections, watchRedress } from './redress/end-request.ts'
import { publicRedressRoutes } from './redress/public-routes.ts'
import { redressRoutes } from './redress/routes.ts'
import { proofRoutes } from './retention/proof-routes.ts'
import { retentionRoutes } from './retention/routes.ts'
import { createSweep } from './retention/sweep.ts'
import { unmaskRoutes } from './retention/unmask-routes.ts'
import { findRoutes } from './review/find-routes.ts'
import { commitWeeks, noteLostSeeds, sampleJob } from './sample/commit-weeks.ts'
import { drawWeeks } from './sample/draw-weeks.ts'
import { noteOverdue } from './sample/questions.ts'
import { sampleRoutes } from './sample/routes.ts'
import type { ShiftDeps } from './shift/read-shift.ts'

/** The number of days for which recent subjects are compared with a changed signal. */
const recentDays = 7
/** Delay before erasing again, while cases are still compared with the signal. */
const forgetAgainMs = 1000

export interface PipelineDeps extends CoreDeps, ReceiptDeps {
  db: Database
  gateways: Gateways
  audit: AuditLog
  review: ReviewSettings
  confirmers: ConfirmersSettings
  shifts: ShiftDeps['shifts']
  signatures: Signatures
  wrongLog: WrongLog
  admit: Admit
  /** Reads the stops now. */
  refreshStops: () => Promise<void>
  sealFile: ArrivingDeps['sealFile']
  rawCopies: RawCopies
  /** True if the node receives files from the inbox. */
  inbox: boolean
  /** Counts a receipt for the operator. */
  received: (channel: string, duplicate: boolean) => void
  /** Whether the operator lets the node plant cases. */
  plants: boolean
  /** Starts readers in another thread. Without it they run in this one. */
  startReaders?: (() => Promise<Readers>) | undefined
  /** Runs the tasks of lists in another thread. Without it they run in this one. */
  startListTasks?: (() => ListTasks) | undefined
}

/** The owner and the clocks of rows that belong to a case. A legal hold on its subject keeps them longer. */
const ofCase = { owner: { table: 'case_file', key: 'case_id' }, clocks: withHolds('case_file', 'o') }

/** Tokens of documents and values of signals that a request for redress cleared. Records of all months are compared with them. */
const clearanceTokens: SealedColumns = {
  ...{ table: 'clearance', columns: {}, tokens: ['document', 'value'], tokensEndless: true },
  ...withoutClock,
}

/** Creates the pipeline for these gateways: it receives, reads, matches, reviews, decides, answers and reports. */
export async function createPipelineModule(deps: PipelineDeps) {
  // A thread of readers starts before any job runs: a change of signals that a job applies must reach its index too.
  let readers: Readers | null = null
  const started = deps.startReaders?.().then((others) => {
    readers = others
    return others
  })
  started?.catch(() => {})
  const index = createMatchIndex(deps, async (signalIds) => (await started)?.apply(signalIds), {
    keptKinds: keptKinds(deps.gateways),
  })
  await index.load()
  let appliedAt = new Date()
  const matching = { ...deps, index, recentMs: recentDays * 86_400_000 }
  const continueRematch = rematchTask(matching)
  const reading = { ...deps, matchNow: matchWithin(matching) }
  const receiving = {
    ...deps,
    received(channel: string, duplicate: boolean, isDue: boolean) {
      deps.received(channel, duplicate)
      if (isDue) readers?.wake()
    },
  }
  const receive = shareCommits(receiving)
  const steps: PipelineSteps = {
    receive: (incoming) => {
      const { intake } = deps.gateways.of(incoming.sender.gateway)
      const group = intake?.groupOf?.(incoming.bytes) ?? null
      return receive({ ...incoming, group, largest: largestMessageOf(intake) })
    },
    read: (request) => readMessage(reading, request),
    match: (request) => matchSubjects(matching, request),
    receiveArriving: (arriving) => receiveArriving({ ...receiving, receive: steps.receive }, arriving),
    receiveAndRead: (incoming, then) => receiveAndRead({ ...receiving, ...reading }, incoming, then),
  }
  const sweep = createSweep(deps, (tx, moment, most) => maskMessages(deps, tx, moment, most))
  const planting = {
    ...{ ...deps, index },
    // A planted message neither counts as a receipt nor wakes a reader.
    receiveAndRead: ((incoming, then) =>
      receiveAndRead({ ...deps, ...reading, received: () => {} }, incoming, then)) as PipelineSteps['receiveAndRead'],
  }
  const sampling = { ...deps, drawKeys: openDrawKeys(deps.dataRoot) }
  const signalNames = createSignalNames(deps)
  let listTasks: ListTasks | null = null
  const inbox = deps.inbox ? await watchInbox(receiving) : null

  return {
    steps,
    signals: () => index.size,
    index: () => ({ signals: index.size, appliedAt }),
    ...defineModule({
      name: 'pipeline',
      records: [
        { table: 'case_file', id: 'id', classes: caseClasses },
        { table: 'hit', id: 'id', classes: hitClasses, owner: { table: 'case_file', key: 'case_id' } },
        ...deps.gateways.all.flatMap(readingsOf),
      ],
      sealed: [
        { table: 'message', columns: { raw: 'raw' }, file: 'raw_file', clocks: withHolds('message') },
        {
          ...{ table: 'reading', columns: recordParts, id: 't.message_id', clocks: withHolds('message', 'o') },
          owner: { table: 'message', key: 'message_id' },
        },
        ...[
          { table: 'case_file', columns: recordParts, clocks: withHolds('case_file') },
          { table: 'shift_handover', columns: recordParts },
        ],
        ...['hit', 'case_note', 'case_draft', 'proposal', 'confirmation', 'decision', 'signed_act', 'asked_act'].map(
          (table) => ({ table, columns: recordParts, ...ofCase }),
        ),
        { table: 'unmask_request', columns: { b: 'b' }, ...ofCase },
        { table: 'sample_words', columns: recordParts, ...ofCase },
        {
          ...{ table: 'masked_value_retiring', columns: { a: 'a' }, id: 't.subject_id' },
          clocks: { mask_at: 'null::timestamptz', delete_at: 'masked_until(t.root, t.subject_id)' },
        },
        clearanceTokens,
        { table: 'redress_request', columns: { b: 'b', answer: 'b' }, clocks: { mask_at: 'null::timestamptz' } },
        {
          table: 'redress_evidence',
          columns: { raw: 'raw' },
          clocks: { ...endingAt('t.delete_at'), regime: "'redress'" },
        },
        { table: 'found', columns: { b: 'b' }, clocks: endingAfter('t.at', '1 day') },
      ],
      jobs: [
        doJob(readMessageJob, readMessageTask(reading)),
        doJob(redactUnreadJob, redactUnreadTask(deps)),
        doJob(sweepRawFilesJob, sweepRawFilesTask(deps)),
        doJob(sweepRetentionJob, async () => void (await sweep())),
        doJob(sweepDraftsJob, () => sweepDrafts(deps)),
        doJob(matchSubjectsJob, (request) => matchSubjects(matching, request)),
        doJob(rematchJob, (request) =>
          'rematchId' in request ? continueRematch(request) : rematchSignals(matching, request),
        ),
        doJob(checkLeftJob, () => checkLeft(matching)),
        doJob(rulesChangedJob, rulesChangedTask(matching)),
        doJob(expireSignalsJob, () => expireSignals(matching)),
        doJob(eraseWithdrawnJob, () => eraseWithdrawn(deps)),
        doJob(forgetSignalsJob, (request) => forget(deps, request.signalIds)),
        doJob(thresholdTrialJob, trialTask(matching)),
        doJob(relateHitsJob, () => relateStoredHits(deps)),
        doJob(measureRatesJob, (request) => measureRates(matching, request)),
        doJob(answerSubjectJob, (request) => answerSubject(deps, request)),
        doJob(plantCasesJob, async () => {
          await plantDue(planting)
          await tellResults(deps)
        }),
        doJob(checkJudgementJob, () => checkJudgement(deps)),
        doJob(sampleJob, async () => {
          // Due weeks are drawn first: a seed that was shown lists nothing that is decided later.
          await drawWeeks(sampling)
          await commitWeeks(sampling)
          await noteOverdue(deps)
        }),
        doJob(countGroupsJob, () => countGroups(deps)),
        doJob(watchRedressJob, async () => {
          await followCorrections(deps)
          await watchRedress(deps)
        }),
        doJob(correctSignalsJob, (request) => withdrawCorrected(deps, request)),
      ],
      follows: [
        doJob(signalsChangedTopic, async ({ signalIds }) => {
          await index.apply(signalIds)
          appliedAt = new Date()
        }),
        doJob(decisionMadeTopic, (request) => recordFeedback(deps, request)),
        doJob(actVerifiedTopic, (request) => completeDecision(deps, request)),
        doJob(stopLiftedTopic, async () => {
          await deps.refreshStops()
          await checkLeft(matching)
        }),
      ],
      schedules: [
        { job: expireSignalsJob.name, match: '*/10 * * * *' },
        { job: eraseWithdrawnJob.name, match: '23 * * * *' },
        { job: sweepRawFilesJob.name, match: '*/30 * * * *' },
        // Another thread may have noted some just before it read that a stop was lifted.
        { job: checkLeftJob.name, match: '* * * * *' },
        { job: relateHitsJob.name, match: '*/5 * * * *' },
        { job: sweepDraftsJob.name, match: '*/10 * * * *' },
        { job: sweepRetentionJob.name, match: '4,14,24,34,44,54 * * * *' },
        { job: measureRatesJob.name, match: '17 3 * * *' },
        { job: plantCasesJob.name, match: '* * * * *' },
        { job: checkJudgementJob.name, match: '37 * * * *' },
        { job: sampleJob.name, match: '* * * * *' },
        { job: countGroupsJob.name, match: '8,28,48 * * * *' },
        { job: watchRedressJob.name, match: '*/10 * * * *' },
      ],
      routes(app) {
        caseRoutes(app, deps)
        plantedRoutes(app, deps)
        findRoutes(app, { ...deps, signalNames })
        signalRoutes(app, { ...deps, signalNames })
        tryRoutes(app, { ...deps, index })
        thresholdRoutes(app, deps)
        retentionRoutes(app, deps)
        proofRoutes(app, { ...deps, sweep })
        unmaskRoutes(app, deps)
        sampleRoutes(app, deps)
        publicRedressRoutes(app, deps)
        redressRoutes(app, deps)
        listRoutes(app, { ...deps, wake: () => listTasks?.wake() })
      },
      async start() {
        const left = await removeArriving(deps.dataRoot)
        if (left > 0) deps.log.info({ event: 'raw.arriving-removed', count: left })
        readers = (await started) ?? startReaders(reading)
        const trialOf: TrialOf = (entries, progress) => tryEntries(deps, entries, progress)
        signalNames.start()
        await noteLostSeeds(sampling)
        await drawWeeks(sampling)
        await commitWeeks(sampling)
        listTasks = deps.startListTasks?.() ?? startListTasks({ ...deps, trialOf })
      },
      async stop() {
        const stopReading = async () => {
          await inbox?.stop()
          await readers?.stop()
        }
        await Promise.all([stopReading(), listTasks?.stop(), signalNames.stop()])
      },
    }),
  }
}

/** The readings of a gateway's messages, where it has any. */
const readingsOf = ({ intake, vocabulary: { kind } }: Gateway): SealedTable[] =>
  intake === undefined
    ? []
    : [
        {
          table: 'reading',
          id: 'message_id',
          classes: intake.classes,
          owner: { table: 'message', key: 'message_id', gateway: kind },
        },
      ]

/** Erases the quotes in hits of signals that are gone, and notifies the signals' owners. Tries again later while cases are still compared. */
async function forget(deps: PipelineDeps, signalIds: string[]): Promise<void> {
  const forgotten = await forgetSignals(deps, signalIds)
  if (forgotten !== null && (await noteErased(deps, forgotten))) return
  const intent = { action: 'record.write', type: 'retention.delete', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    await tx.enqueue(forgetSignalsJob, { signalIds }, { runAt: new Date(Date.now() + forgetAgainMs) })
  })
}
