import { mkdirSync } from 'node:fs'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { createDesk } from './desk/create-desk.ts'
import { type EventBus, followEvents } from './events.ts'
import type { LogWitnesses } from './exchange/modules/witness.ts'
import { applyAgain } from './exchange/recovery/apply-again.ts'
import { gateways } from './gateways/index.ts'
import { createMetrics, openHealthPool } from './health.ts'
import { sessionCookieName } from './known-hosts.ts'
import { runListsInThread } from './lists-in-thread.ts'
import { openLog } from './log-output.ts'
import { createModules } from './modules.ts'
import { openAccess } from './open-access.ts'
import type { GatewayPart } from './pipeline/gateway/gateway.ts'
import type { PartedSizes } from './pipeline/gateway/parted-sizes.ts'
import { createAdmission } from './pipeline/receive/admission.ts'
import { prepareDatabase } from './prepare-database.ts'
import { readInThread } from './read-in-thread.ts'
import type { Database, PersonalStore } from './safeguards/access/access-store.ts'
import { noteOrigins } from './safeguards/access/accounts/note-origins.ts'
import type { App } from './safeguards/access/http.ts'
import { createWrongKeys } from './safeguards/access/sessions/count-wrong-keys.ts'
import { createWrongLog } from './safeguards/access/sessions/log-wrong.ts'
import { rememberSenderKeys } from './safeguards/access/sessions/sender-keys.ts'
import { keepOwnMember } from './safeguards/access/signal-access/index.ts'
import type { AuditLog } from './safeguards/audit/audit-log.ts'
import type { BudgetState } from './safeguards/governor/budget.ts'
import { checkKnownKeys, finishRotation, keepMemberKey, readNodeKey, rememberKeys } from './safeguards/keys/index.ts'
import { AfterBackup } from './safeguards/log/after-backup.ts'
import { logKeyFile } from './safeguards/log/log-key.ts'
import type { RunningLog } from './safeguards/log/run-log.ts'
import { applyAfterBackup } from './safeguards/restore/restore-node.ts'
import { loadRegimes } from './safeguards/retention/load-regimes.ts'
import { followStops } from './safeguards/stops-in-force/follow-stops.ts'
import { moveFirstTokens } from './safeguards/vault/move-tokens.ts'
import { unlockVault, type Vault } from './safeguards/vault/open-vault.ts'
import type { AskSecret } from './safeguards/vault/root-key.ts'
import type { SealedColumns } from './safeguards/vault/sealed-columns.ts'
import { createDatabase } from './store/database.ts'
import { runJobs } from './store/jobs.ts'
import { checkMigrated } from './store/migrate.ts'
import { openPool, openPostgres, type PostgresServer } from './store/postgres/index.ts'
import { readTlsFiles } from './tls-files.ts'
import { version } from './version.ts'

export interface RunningNode {
  url: string
  port: number
  dataRoot: string
  db: Database
  store: PersonalStore
  audit: AuditLog
  events: EventBus
  postgres: PostgresServer
  /** The tree over the log. */
  auditLog: RunningLog
  logWitnesses: LogWitnesses
  /** The open keys of personal data, and the sealed values of all modules. */
  vault: Vault
  sealed: readonly SealedColumns[]
  /** Returns the number of signals in the match index, and the numbers of waiting and failed jobs. */
  state(): Promise<{ signals: number; waiting: number; failed: number }>
  /**
   * Stops accepting requests, waits for running jobs, and then stops a private PostgreSQL. Each part has a limit
   * (`stopLimits`); the log names a part that did not end in time (`stop.late`). It may be called again.
   */
  stop(): Promise<void>
}

export interface StartOptions {
  config: Config
  clock?: () => Date
  log?: Logger
  /** An existing database, which tests pass. By default the settings determine the database. */
  postgres?: PostgresServer
  /** The gateways of the node. By default these are the gateways of this release. */
  gateways?: readonly GatewayPart[]
  /**
   * Whether scheduled jobs start. Tests that move the clock disable them, because otherwise the result would depend on
   * which job starts in that minute. Default: true.
   */
  schedules?: boolean
  /** How often the job runner looks for jobs that wait for another one to end, in milliseconds. Default: 1000. */
  jobPollMs?: number
  /**
   * Whether messages are read, and lists imported, in threads of their own. They use the gateways of this release and the time of the machine,
   * so tests that replace these read in the main thread. Default: false.
   */
  readerThread?: boolean
  /** Asks for the passphrase of the root key, where no file has it. Without it, nobody is asked. */
  askSecret?: AskSecret
  /** The folder of the built desk. By default that of this installation. */
  deskFolder?: string
}

/**
 * The most milliseconds that each part may take to stop. Their sum, 28 s, is below the limit of the command `serve`.
 * A part that is late is left: a job or a transaction that did not end is repeated or rolled back later.
 */
const stopLimits = { requests: 6000, jobs: 5000, modules: 4000, events: 500, pools: 500, database: 11_500 }
/** When the node stops, connections that are still open after this time are cut. */
const cutConnectionsMs = 5000

/** Starts a node: database, migrations, match index, jobs, HTTP. Resolves when the node can answer requests. */
export async function startNode(options: StartOptions): Promise<RunningNode> {
  const { config } = options
  const clock = options.clock ?? (() => new Date())
  const log = options.log ?? openLog(config.logLevel)
  // A wrong file stops the start before anything runs.
  if (config.tls !== null) readTlsFiles(config.tls)
  const postgres =
    options.postgres ??
    (await openPostgres({
      databaseUrl: config.databaseUrl ?? undefined,
      dataRoot: config.dataRoot,
      serverUser: config.postgresUser ?? undefined,
      log: (event, fields) => log.info({ event, ...fields }),
      onDown: () => log.error({ event: 'database.down' }),
      onUp: () => log.info({ event: 'database.up' }),
    }))
  const stops: [part: keyof typeof stopLimits, stop: () => Promise<void>][] = []
  if (options.postgres === undefined) stops.push(['database', () => postgres.stop()])
  const stopAll = async () => {
    for (const [part, stop] of stops.splice(0).reverse()) {
      try {
        if (!(await endsWithin(stopLimits[part], stop()))) log.warn({ event: 'stop.late', part })
      } catch (error) {
        log.warn({ event: 'stop.failed', part, error: String(error) })
      }
    }
  }
  try {
    const parts = options.gateways ?? gateways
    const dataRoot = postgres.dataRoot ?? config.dataRoot
    if (postgres.separated) await checkMigrated(postgres.connection('entente_app'))
    else
      await prepareDatabase(postgres.connection('entente_owner'), {
        ...{ dataRoot, backupFolder: config.upgradeBackup, recipients: config.backup.recipients, log },
        vocabularies: parts.map(({ vocabulary }) => vocabulary),
      })
    mkdirSync(dataRoot, { recursive: true })

    const poolLog = (event: string, fields: Record<string, unknown>) => log.warn({ event, ...fields })
    const pool = openPool(postgres.connection('entente_app'), { max: 16, log: poolLog })
    const jobPool = openPool(postgres.connection('entente_app'), { max: 8, log: poolLog })
    const healthPool = openHealthPool(postgres.connection('entente_app'), poolLog)
    // Where the database service is another process, this one can neither write the tree of the log nor read its key.
    const logPool = postgres.separated
      ? null
      : openPool(postgres.connection('entente_verifier'), { max: 2, log: poolLog })
    const pools = [pool, jobPool, healthPool, ...(logPool === null ? [] : [logPool])]
    stops.push(['pools', async () => void (await Promise.all(pools.map((one) => one.end())))])
    const db = createDatabase(pool)
    const isOwnKey = (name: string) => !postgres.separated || name !== logKeyFile
    const { forgotten } = await checkKnownKeys(db, dataRoot, config.replaceKeys, isOwnKey)
    if (forgotten.length > 0) log.warn({ event: 'keys.replaced', forgotten })
    await loadRegimes(db, dataRoot, clock())
    const vault = await unlockVault({
      ...{ read: pool, dataRoot, clock, log, source: config.rootKey, ask: options.askSecret ?? null },
      openWrite: () => openPool(postgres.connection('entente_app'), { max: 1, log: poolLog }),
    })
    stops.push(['pools', vault.close])
    // The only connection that work in hand cannot take.
    const stopPool = openPool(postgres.connection('entente_app'), { max: 1, log: poolLog })
    stops.push(['pools', () => stopPool.end()])
    const followed = await followStops({ pool: stopPool, kind: 'requests', log })
    stops.push(['pools', followed.stop])
    const { audit, store } = openAccess({
      ...{ db, node: config.node, dataRoot, clock, codec: vault.codec, stops: followed },
    })
    await audit.prepare()
    const after = new AfterBackup(dataRoot)
    await applyAfterBackup({ db, audit, after, log, member: config.member }, (found) =>
      applyAgain({ store, log, member: config.member }, found),
    )
    // A stop that a restore set again counts before anything is matched.
    await followed.refresh()
    await noteOrigins({ db, audit, clock, member: config.member }, config.origins ?? [])
    const events = await followEvents({ db, pool, log })
    stops.push(['events', () => events.close()])
    const metrics = createMetrics()
    await finishRotation(db, dataRoot, config.member.id)
    const nodeKey = readNodeKey(dataRoot)
    await keepOwnMember(db, config.member.id, clock())
    await keepMemberKey(db, { member: config.member.id, publicKey: nodeKey.publicKey, validFrom: new Date(0) })
    let listening = ''
    const ownUrl = () => config.peers.url ?? listening
    const port = () => Number(new URL(listening).port)
    const secure = config.tls !== null || config.trustProxy !== null
    const cookieName = () => sessionCookieName({ secure, port: port() })
    let requestBudgets: () => readonly BudgetState[] = () => []
    const core = { store, clock, log, member: config.member, nodeKey, dataRoot }
    const data = {
      ...{ connection: postgres.connection('entente_app'), dataRoot, node: config.node },
      ...{ member: config.member, logLevel: config.logLevel, rootKey: vault.epochs.root },
    }
    const senderKeys = rememberSenderKeys(db)
    const wrongLog = createWrongLog({ db, audit, clock, member: config.member })
    const wrongKeys = createWrongKeys({ clock, wrongLog })
    let parted: PartedSizes = []
    const waiting = { poolWaiting: () => pool.waitingCount, partedSizes: () => parted }
    const { admit, begin } = createAdmission({ db, clock, log, ...waiting })
    const desk = createDesk({ folder: options.deskFolder, dataRoot, clock, log })
    const modules = await createModules({
      ...{
        ...core,
        ...{ followed, desk, admit },
        ...{ senderKeys, wrongKeys, wrongLog, after, vault },
        config,
        db,
        audit,
        events,
        metrics,
        postgres,
        logDb: logPool === null ? null : createDatabase(logPool),
        jobPool,
        healthPool,
        ownUrl,
        ...{ port, cookieName },
      },
      gateways: parts,
      startReaders: options.readerThread === true ? () => readInThread({ db, log, clock, data }) : undefined,
      startListTasks: options.readerThread === true ? () => runListsInThread({ db, log, data }) : undefined,
      requestBudgets: () => requestBudgets(),
      scheduled: options.schedules !== false,
    })
    stops.push(['modules', () => modules.stop()])
    await moveFirstTokens({ pool, codec: vault.codec, log }, modules.sealed)
    parted = modules.partedSizes

    const app = await buildApp({
      ...{ config, stops: followed.current },
      log,
      metrics,
      version,
      desk,
      admit,
      begin,
      authentication: {
        ...{ db, clock, member: config.member, coverMinutes: config.coverMinutes, senderKeys, wrongKeys, cookieName },
      },
      routes: async (app) => modules.routes(app),
      governed: (states) => {
        requestBudgets = states
      },
    })
    stops.push(['requests', () => closeServer(app)])
    const jobs = await runJobs({
      pool: jobPool,
      tasks: modules.tasks,
      cron: options.schedules === false ? [] : modules.cron,
      concurrency: 2,
      ...(options.jobPollMs === undefined ? {} : { pollMs: options.jobPollMs }),
      alone: postgres.kind === 'private',
      log,
    })
    stops.push(['jobs', () => jobs.stop()])
    await app.listen({ host: config.host, port: config.port })
    const address = app.server.address()
    const bound = typeof address === 'object' && address !== null ? address.port : config.port
    const url = `${config.tls === null ? 'http' : 'https'}://${config.host}:${bound}`
    listening = url
    // Of two nodes that start on a new database at once, one would otherwise work with keys of its own.
    await rememberKeys(db, dataRoot)
    await checkKnownKeys(db, dataRoot, [], isOwnKey)
    await modules.start()
    log.info({ event: 'node.ready', url, member: config.member.id, version })
    return {
      url,
      port: bound,
      dataRoot,
      db,
      store,
      audit,
      events,
      postgres,
      auditLog: modules.auditLog,
      logWitnesses: modules.logWitnesses,
      ...{ vault, sealed: modules.sealed },
      state: async () => ({ signals: modules.signals(), ...(await modules.queue()) }),
      stop: stopAll,
    }
  } catch (error) {
    await stopAll()
    throw error
  }
}

/** Returns whether the work ended within the time. Later failures of the work are ignored. */
async function endsWithin(milliseconds: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Closes the server after the running requests. Cuts the connections of clients that do not finish theirs. */
async function closeServer(app: App): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), cutConnectionsMs)
  try {
    await app.close()
  } finally {
    clearTimeout(timer)
  }
}
