import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { z } from 'zod'
import type { Config } from './config.ts'
import type { Desk } from './desk/create-desk.ts'
import { createEventStreams } from './event-streams.ts'
import type { EventBus } from './events.ts'
import { agreementActs } from './exchange/agreements/agreement-act.ts'
import { blindSurface } from './exchange/blind/agreed.ts'
import { rollbackActs } from './exchange/lists/rollback-act.ts'
import type { ListTasks } from './exchange/lists/run-tasks.ts'
import { createAgreementModule } from './exchange/modules/agreements.ts'
import { createAttachmentModule } from './exchange/modules/attachments.ts'
import { createBlindModule } from './exchange/modules/blind.ts'
import { createPeerModule } from './exchange/modules/peers.ts'
import { createTaxiiModule } from './exchange/modules/taxii.ts'
import { createWitnessModule, type LogWitnesses } from './exchange/modules/witness.ts'
import { holdActs } from './exchange/peers/holds/hold-act.ts'
import { createPullBudget } from './exchange/peers/pull/pull-budget.ts'
import { releaseActs } from './exchange/signals/release/release-acts.ts'
import { readWitnessFile } from './exchange/witness/standard-witness.ts'
import { healthRoutes, type Metrics } from './health.ts'
import { honourIdempotencyKeys } from './idempotency.ts'
import { readIndexKey } from './keys.ts'
import { liveRoutes } from './live-routes.ts'
import { standardLogOutput } from './log-output.ts'
import { defineModule, type JoinedModules, joinModules } from './module.ts'
import { jobQueue, joinQueues, messageQueue, type QueueCounts } from './node-state.ts'
import { decisionActs, recordOfCase } from './pipeline/decide/decision-acts.ts'
import { type GatewayPart, gatewaysOf } from './pipeline/gateway/gateway.ts'
import type { PartedSizes } from './pipeline/gateway/parted-sizes.ts'
import type { PipelineSteps } from './pipeline/gateway/pipeline-steps.ts'
import { thresholdActs } from './pipeline/match/threshold/threshold-act.ts'
import { createPipelineModule } from './pipeline/module.ts'
import { rawFolder, writeRawChunks } from './pipeline/raw/raw-files.ts'
import { partedSizes } from './pipeline/read/read-in-parts.ts'
import type { Readers } from './pipeline/read/run-readers.ts'
import type { Admit } from './pipeline/receive/admission.ts'
import { unmaskActs } from './pipeline/retention/decide-unmasking.ts'
import { retentionActs } from './pipeline/retention/retention-acts.ts'
import type { Database } from './safeguards/access/access-store.ts'
import { credentialRoutes } from './safeguards/access/accounts/credential-routes.ts'
import { enrolmentAct } from './safeguards/access/accounts/enrolment-act.ts'
import { keyRoutes } from './safeguards/access/accounts/key-routes.ts'
import { ownSessionRoutes } from './safeguards/access/accounts/session-routes.ts'
import { createActModule } from './safeguards/access/acts/create-acts.ts'
import { actVerifiedTopic } from './safeguards/access/acts/verify-waiting.ts'
import { accountRoutes } from './safeguards/access/changes/account-routes.ts'
import { bringUpToDate, changeRoutes } from './safeguards/access/changes/change-routes.ts'
import { completeConsent } from './safeguards/access/changes/complete-consent.ts'
import { consentActs } from './safeguards/access/changes/consent-act.ts'
import { proposalActs } from './safeguards/access/changes/sign-proposal.ts'
import { subjectRoutes } from './safeguards/access/changes/subject-routes.ts'
import type { CoreDeps } from './safeguards/access/core-deps.ts'
import { createPasswordRules } from './safeguards/access/credentials/password-rules.ts'
import { logRoutes } from './safeguards/access/log-routes.ts'
import { oidcRoutes } from './safeguards/access/oidc/oidc-routes.ts'
import { createProvider } from './safeguards/access/oidc/provider.ts'
import { regimeRoutes } from './safeguards/access/regime-routes.ts'
import { senderRoutes } from './safeguards/access/senders/routes.ts'
import type { WrongKeys } from './safeguards/access/sessions/count-wrong-keys.ts'
import type { WrongLog } from './safeguards/access/sessions/log-wrong.ts'
import { createPasswordChecks } from './safeguards/access/sessions/password-checks.ts'
import { sessionRoutes } from './safeguards/access/sessions/routes.ts'
import type { SenderKeys } from './safeguards/access/sessions/sender-keys.ts'
import { mustSplit, splitRecords, splitRecordsJob } from './safeguards/access/split-records.ts'
import { systemAccess } from './safeguards/access/system.ts'
import { fileSealer, rawCopiesOf } from './safeguards/access/with-keys.ts'
import type { AuditLog } from './safeguards/audit/audit-log.ts'
import { Budget, type BudgetState } from './safeguards/governor/budget.ts'
import type { AfterBackup } from './safeguards/log/after-backup.ts'
import { followLog } from './safeguards/log/follow-log.ts'
import { readLogKey } from './safeguards/log/log-key.ts'
import { clockSetBackJob, noteClockSetBack } from './safeguards/log/note-clock-set-back.ts'
import { logTreeRoutes } from './safeguards/log/routes.ts'
import { type RunningLog, runLog } from './safeguards/log/run-log.ts'
import { necessityActs } from './safeguards/necessity/necessity-act.ts'
import { necessityRoutes } from './safeguards/necessity/routes.ts'
import { requireNecessity } from './safeguards/necessity/switch-on.ts'
import { watchNecessity } from './safeguards/necessity/watch-necessity.ts'
import { alarmRoutes } from './safeguards/oversight/alarm-routes.ts'
import { createOversightFileModule } from './safeguards/oversight-files/module.ts'
import { openingActs } from './safeguards/oversight-files/read-files.ts'
import { recipientActs } from './safeguards/oversight-files/recipients.ts'
import { createEndedCredentials, keepBeforeAnswers } from './safeguards/restore/keep-ended.ts'
import { restoreRoutes } from './safeguards/restore/routes.ts'
import { watchDrills } from './safeguards/stops/drills.ts'
import { stopRoutes } from './safeguards/stops/routes.ts'
import { stopActs } from './safeguards/stops/stop-act.ts'
import type { FollowedStops } from './safeguards/stops-in-force/follow-stops.ts'
import { reportRoutes } from './safeguards/transparency/report-routes.ts'
import type { Vault } from './safeguards/vault/open-vault.ts'
import { endingAfter } from './safeguards/vault/sealed-columns.ts'
import { originsAt } from './sign-in-settings.ts'
import { defineJob, doJob } from './store/define-job.ts'
import { housekeep } from './store/housekeeping.ts'
import type { PostgresServer } from './store/postgres/index.ts'
import { deleteOldUpgradeBackups } from './store/upgrade/backup-before-upgrade.ts'
import { createVaultModule } from './vault-module.ts'
import { version } from './version.ts'

export interface ModulesDeps extends CoreDeps {
  config: Config
  db: Database
  audit: AuditLog
  events: EventBus
  metrics: Metrics
  postgres: PostgresServer
  /** The database as the verifier of the log; null if another process writes the tree of the log. */
  logDb: Database | null
  jobPool: pg.Pool
  /** The pool of `openHealthPool`. */
  healthPool: pg.Pool
  /** Returns the address at which other nodes reach this node. */
  ownUrl: () => string
  /** Returns the port on which the node listens. */
  port: () => number
  /** Returns the name of the session's cookie. */
  cookieName: () => string
  /** The open keys of personal data. */
  vault: Vault
  /** The file that a restore reads. This process alone writes it. */
  after: AfterBackup
  gateways: readonly GatewayPart[]
  startReaders?: (() => Promise<Readers>) | undefined
  startListTasks?: (() => ListTasks) | undefined
  admit: Admit
  /** The stops as this thread follows them. */
  followed: FollowedStops
  senderKeys: SenderKeys
  wrongKeys: WrongKeys
  wrongLog: WrongLog
  desk: Desk
  /** Returns the state of the budgets of requests and connections. */
  requestBudgets: () => readonly BudgetState[]
  /** Whether work starts by itself at its time. */
  scheduled: boolean
}
export interface Modules extends JoinedModules {
  /** Returns the number of signals in the match index. */
  signals: () => number
  /** Counts the work that waits or failed, over all queues. */
  queue: () => Promise<QueueCounts>
  /** From which size on the messages of each gateway are read in parts. */
  partedSizes: PartedSizes
  auditLog: RunningLog
  logWitnesses: LogWitnesses
}

const housekeepingJob = defineJob('housekeeping', z.object({}))
const dueChangesJob = defineJob('due-changes', z.object({}))
const watchNecessityJob = defineJob('watch-necessity', z.object({}))
const watchDrillsJob = defineJob('watch-drills', z.object({}))

/** Creates the modules of a node and joins them. Throws if two of them run the same job or have the same name. */
export async function createModules(deps: ModulesDeps): Promise<Modules> {
  const { config, metrics } = deps
  const { codec } = deps.vault
  const passwords = createPasswordChecks(config.limits.passwords, deps.clock)
  const pulls = createPullBudget(config.limits.peerSignals, deps.clock)
  const streams = createEventStreams({ ...deps, coverMinutes: config.coverMinutes }, config.limits.eventStreams)
  const listWrites = new Budget({ name: 'list-writes', total: 4, each: 1 })
  const isPlain = config.tls === null && config.trustProxy === null
  const signingIn = {
    origins: () => originsAt(config, deps.port()),
    deviceBound: config.deviceBound,
    ...{ passwords, triesKey: readIndexKey(deps.dataRoot), mostSessions: config.limits.sessions },
    passwordRules: createPasswordRules({
      list: config.passwordList,
      names: [config.member.id, config.member.name, config.node],
    }),
  }
  const acts = createActModule({
    ...{ ...deps, ...signingIn },
    verifier: deps.logDb === null ? null : deps.postgres.connection('entente_verifier'),
    types: [
      ...decisionActs(),
      ...releaseActs(),
      ...rollbackActs(),
      ...agreementActs(),
      ...consentActs(),
      ...proposalActs(),
      ...thresholdActs(),
      ...holdActs(),
      ...retentionActs(),
      ...unmaskActs(),
      ...stopActs(),
      ...recipientActs(),
      ...openingActs(),
      ...necessityActs(),
      enrolmentAct,
    ],
    findRecord: recordOfCase,
  })
  const provider = config.oidc === null ? null : createProvider(config.oidc, deps)
  const { tls, mutual, pace } = config.peers
  // Each place where work waits is one source. A message that was read leaves jobs, so messages come first.
  const tasks = () => Object.keys(joined.tasks)
  const queue = joinQueues([messageQueue(deps.jobPool, deps.clock), jobQueue(deps.jobPool, tasks)])

  let steps: PipelineSteps | null = null
  const gatewayModules = []
  for (const { create } of deps.gateways) {
    const given = {
      ...deps,
      stops: deps.followed.current,
      settings: config,
      follow: deps.events.on,
      steps: () => steps as PipelineSteps,
    }
    gatewayModules.push(await create(given))
  }
  const gatewayList = gatewaysOf(gatewayModules.map(({ gateway }) => gateway))
  const pipeline = await createPipelineModule({
    ...deps,
    node: config.node,
    gateways: gatewayList,
    review: {
      minReviewSecondsAdverse: config.reviewSeconds.adverse,
      minReviewSecondsOther: config.reviewSeconds.other,
      decisionsPerHour: 60,
    },
    signatures: acts.signatures,
    confirmers: { ...config.confirmers, presentAmong: streams.presentAmong },
    plants: config.plantedCases,
    shifts: { starts: config.shifts, zone: config.zone },
    inbox: config.inbox,
    refreshStops: deps.followed.refresh,
    sealFile: fileSealer(codec),
    rawCopies: rawCopiesOf(codec),
    received: (channel, duplicate) => metrics.received.inc({ channel, duplicate: String(duplicate) }),
  })
  steps = pipeline.steps
  const blind = createBlindModule({ ...deps, tls })
  const attachments = createAttachmentModule({ ...deps, tls })
  const listed = config.witnesses === null ? null : await readWitnessFile(config.witnesses)
  const auditLog =
    deps.logDb === null
      ? followLog(deps)
      : runLog({ ...deps, db: deps.logDb, node: config.node, key: readLogKey(deps.dataRoot) })
  const log = defineModule({
    name: 'log',
    jobs: [doJob(clockSetBackJob, () => noteClockSetBack(deps))],
    schedules: [{ job: clockSetBackJob.name, match: '* * * * *' }],
    start: auditLog.start,
    stop: auditLog.stop,
    routes(app) {
      logTreeRoutes(app, { ...deps, auditLog, witnessLines: listed?.lines ?? null })
      reportRoutes(app, { ...deps, auditLog })
    },
  })
  const witness = createWitnessModule({
    ...{ ...deps, tls, auditLog, standardWitnesses: listed?.witnesses ?? [] },
    // Without the operator's file, the cosignature of any member is enough.
    isMet: listed?.isMet ?? ((labels) => labels.size > 0),
  })
  const peers = createPeerModule({
    ...{ ...deps, tls, mutual, pace, pulls, node: config.node, follow: deps.events.on },
    others: [...blind.peerHandlers, ...attachments.peerHandlers, ...witness.peerHandlers],
    takeKey: blind.takeKey,
    signatures: acts.signatures,
  })

  const ended = createEndedCredentials(deps)
  const access = defineModule({
    name: 'access',
    jobs: [
      doJob(housekeepingJob, async () => {
        await deps.audit.prepare()
        await housekeep(deps.db, deps.clock())
        if (config.upgradeBackup !== null) {
          const deleted = await deleteOldUpgradeBackups(config.upgradeBackup, deps.clock())
          if (deleted.length > 0) deps.log.info({ event: 'upgrade.backup-deleted', deleted })
        }
      }),
      doJob(dueChangesJob, () => bringUpToDate(deps)),
      doJob(splitRecordsJob, async () => {
        const { done } = await splitRecords({ ...deps, codec }, joined.records)
        if (!done) await enqueueSplit(deps)
      }),
    ],
    sealed: [
      {
        ...{ table: 'idempotency', columns: { body: 'b' }, id: "t.account || '/' || t.key", isTextId: true },
        clocks: { ...endingAfter('t.at', '50 hours'), regime: "'own'" },
      },
    ],
    follows: [doJob(actVerifiedTopic, (verified) => completeConsent(deps, verified))],
    schedules: [
      { job: housekeepingJob.name, match: '7 * * * *' },
      { job: dueChangesJob.name, match: '* * * * *' },
    ],
    async start() {
      ended.start()
      if ((await mustSplit(deps.db, joined.records)) && !(await isQueued(deps.jobPool, splitRecordsJob.name)))
        await enqueueSplit(deps)
    },
    stop: ended.stop,
    routes(app) {
      keepBeforeAnswers(app, ended)
      honourIdempotencyKeys(app, { ...deps, codec, indexKey: signingIn.triesKey })
      sessionRoutes(app, {
        ...deps,
        coverMinutes: config.coverMinutes,
        zone: config.zone,
        secureCookies: !isPlain,
        ...signingIn,
        sessionEnded: streams.check,
      })
      oidcRoutes(app, {
        ...{ ...deps, ...signingIn, provider },
        secureCookies: !isPlain,
        sessionEnded: streams.check,
      })
      accountRoutes(app, { ...deps, ...signingIn })
      subjectRoutes(app, { ...deps, ...signingIn, issuer: config.oidc?.issuer ?? null })
      changeRoutes(app, { ...deps, ...signingIn, signatures: acts.signatures })
      restoreRoutes(app, deps)
      keyRoutes(app, deps)
      ownSessionRoutes(app, { ...deps, coverMinutes: config.coverMinutes, sessionEnded: streams.check })
      credentialRoutes(app, { ...deps, ...signingIn, signatures: acts.signatures })
      senderRoutes(app, {
        ...deps,
        requireNecessity,
        vocabularies: gatewayList.all.map(({ vocabulary }) => vocabulary),
      })
      regimeRoutes(app, deps)
      logRoutes(app, deps)
      alarmRoutes(app, deps)
    },
  })
  const vault = createVaultModule({
    ...{ ...deps, pool: deps.jobPool, tables: () => joined.sealed },
    files: {
      read: (name) => createReadStream(join(rawFolder(deps.dataRoot), name)),
      replace: (name, chunks) => writeRawChunks(deps.dataRoot, name, chunks),
    },
  })
  const operation = defineModule({
    name: 'operation',
    stop: async () => streams.stop(),
    routes(app) {
      liveRoutes(app, { ...deps, gateways: gatewayList, streams, providerName: config.oidc?.name ?? null })
      healthRoutes(app, {
        ...{ ...deps, pool: deps.healthPool, metricsToken: config.metricsToken, version },
        jobs: jobQueue(deps.healthPool, tasks),
        messages: messageQueue(deps.healthPool, deps.clock),
        leastDiskBytes: config.leastDiskBytes,
        index: pipeline.index,
        troubles: () => ({ receiptAt: metrics.receiptRefusedAt(), logAt: standardLogOutput().droppedAt() }),
        logDropped: () => standardLogOutput().dropped(),
        budgets: () => [
          ...[...passwords.states(), ...pulls.states(), ...deps.requestBudgets()],
          ...[streams.state(), listWrites.state()],
        ],
      })
    },
  })

  // The pipeline follows the topic of lifted stops, and compares what arrived meanwhile.
  const stops = defineModule({
    name: 'stops',
    jobs: [doJob(watchDrillsJob, () => watchDrills(deps))],
    schedules: [{ job: watchDrillsJob.name, match: '31 * * * *' }],
    routes: (app) =>
      stopRoutes(app, {
        ...{ ...deps, stops: deps.followed, signatures: acts.signatures },
        parts: {
          gateways: gatewayList.all.map(({ vocabulary: { kind, surfaces = [] }, stoppable }) => ({
            ...{ kind, surfaces, stoppable },
          })),
          surfaces: [blindSurface],
        },
      }),
  })

  const necessity = defineModule({
    name: 'necessity',
    jobs: [doJob(watchNecessityJob, () => watchNecessity(deps))],
    schedules: [{ job: watchNecessityJob.name, match: '* * * * *' }],
    routes: (app) =>
      necessityRoutes(app, {
        ...{ ...deps, stops: deps.followed, signatures: acts.signatures },
        kinds: gatewayList.all.map(({ vocabulary }) => vocabulary.kind),
      }),
  })

  // The work for a topic runs in this order. Peers come last, because they report to other members that no index of
  // this node contains a signal any more.
  const joined: JoinedModules = joinModules([
    access,
    vault,
    acts,
    log,
    pipeline,
    ...gatewayModules,
    createAgreementModule({ ...deps, listWrites, signatures: acts.signatures }),
    createTaxiiModule({
      ...{ ...deps, ...signingIn, node: config.node, maxImportBytes: config.maxImportBytes },
      cursorKey: readIndexKey(deps.dataRoot),
    }),
    blind,
    attachments,
    witness,
    peers,
    stops,
    createOversightFileModule({ ...deps, signatures: acts.signatures }),
    necessity,
    operation,
  ])
  const parts = { queue, partedSizes: partedSizes(gatewayList), auditLog, logWitnesses: witness.witnesses }
  return { ...joined, signals: pipeline.signals, ...parts }
}

/** Runs of this job follow each other in a queue of their own, so that messages keep a worker. */
async function enqueueSplit(deps: CoreDeps): Promise<void> {
  const intent = { action: 'record.write', type: 'retention.split', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    await tx.enqueue(splitRecordsJob, {}, { queue: splitRecordsJob.name })
  })
}

/** Returns whether a job of this name waits or runs: a killed node left it, and its worker takes it up again. */
async function isQueued(pool: pg.Pool, name: string): Promise<boolean> {
  const { rows } = await pool.query(
    'select from graphile_worker.jobs where task_identifier = $1 and attempts < max_attempts limit 1',
    [name],
  )
  return rows.length > 0
}
