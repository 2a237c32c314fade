import { mkdirSync } from 'node:fs'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { gateways } from './gateways/index.ts'
import { openLog } from './log-output.ts'
import { openAccess } from './open-access.ts'
import { prepareDatabase } from './prepare-database.ts'
import { openVerifier } from './safeguards/access/acts/verify-waiting.ts'
import { checkKnownKeys, rememberKeys } from './safeguards/keys/index.ts'
import { AfterBackup } from './safeguards/log/after-backup.ts'
import { logKeyFile, readLogKey } from './safeguards/log/log-key.ts'
import type { RunningLog } from './safeguards/log/run-log.ts'
import { serveLog } from './safeguards/log/serve-log.ts'
import { applyAfterBackup } from './safeguards/restore/restore-node.ts'
import { ConfigError, originsAt } from './sign-in-settings.ts'
import { createDatabase } from './store/database.ts'
import { checkMigrated } from './store/migrate.ts'
import { openPool, openPostgres, type PostgresServer } from './store/postgres/index.ts'
import { deleteOldUpgradeBackups } from './store/upgrade/backup-before-upgrade.ts'

interface DatabaseService {
  postgres: PostgresServer
  auditLog: RunningLog
  stop(): Promise<void>
}

/**
 * Starts the database service: PostgreSQL, its migrations, the sequencer of the log with the log's key, and the verifier of signed acts. A separate `entente serve`
 * connects as `entente_app` and can become neither the owner nor the verifier. With `DATABASE_URL`, which then names the login of the
 * verifier, no server is started and nothing is migrated. Errors: those of `openPostgres`, `prepareDatabase` and `checkMigrated`;
 * `KeyLostError`.
 */
export async function startDatabaseService(options: { config: Config; log?: Logger }): Promise<DatabaseService> {
  const { config } = options
  const log = options.log ?? openLog(config.logLevel)
  const report = (event: string, fields: Record<string, unknown>) => log.info({ event, ...fields })
  const postgres = await openPostgres({
    ...{ databaseUrl: config.databaseUrl ?? undefined, dataRoot: config.dataRoot, log: report },
    ...{ serverUser: config.postgresUser ?? undefined, appUser: config.appUser ?? undefined },
    onDown: () => log.error({ event: 'database.down' }),
    onUp: () => log.info({ event: 'database.up' }),
  })
  const stops: (() => Promise<unknown>)[] = [() => postgres.stop()]
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  try {
    const { dataRoot } = config
    mkdirSync(dataRoot, { recursive: true })
    const clock = () => new Date()
    const { member, node } = config
    const after = new AfterBackup(dataRoot)
    const verifier = openPool(postgres.connection('entente_verifier'), { max: 3, log: report })
    stops.push(() => verifier.end())
    const db = createDatabase(verifier)
    const { audit, store } = openAccess({ db, node, dataRoot: null, clock })
    if (postgres.kind === 'private') {
      const owner = postgres.connection('entente_owner')
      const vocabularies = gateways.map(({ vocabulary }) => vocabulary)
      const backup = { backupFolder: config.upgradeBackup, recipients: config.backup.recipients }
      await prepareDatabase(owner, { dataRoot, ...backup, vocabularies, log })
      // After a restore, what ended meanwhile ends again before anybody is served.
      const ownerPool = openPool(owner, { max: 1, log: report })
      const ownerDb = createDatabase(ownerPool)
      // Signals need keys that this process does not have: `serve` withdraws them again.
      const exchangeAgain = async () => {}
      await applyAfterBackup({ db: ownerDb, audit, after, log, member }, exchangeAgain).finally(() => ownerPool.end())
    } else await checkMigrated(postgres.connection('entente_verifier'))
    await checkKnownKeys(db, dataRoot, config.replaceKeys, (name) => name === logKeyFile)
    const auditLog = serveLog({
      ...{ db, clock, key: readLogKey(dataRoot), audit, store, member, node, after, log, scheduled: true },
    })
    await rememberKeys(db, dataRoot)
    await auditLog.start()
    stops.push(() => auditLog.stop())
    // The settings of this process say where the desk is: those in the database could come from the process that serves.
    const origins = originsAt(config, config.port)
    const acts = openVerifier({
      ...{ connection: postgres.connection('entente_verifier'), clock, log, origins: () => origins, scheduled: true },
      deviceBound: config.deviceBound,
    })
    acts.start()
    stops.push(() => acts.stop())
    const { upgradeBackup } = config
    if (upgradeBackup !== null) stops.push(await eachDay(log, () => deleteOldUpgradeBackups(upgradeBackup, clock())))
    log.info({ event: 'database.ready', socket: postgres.socketDirectory, origins: origins?.origins ?? [] })
    return { postgres, auditLog, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Does some work now and each day. Returns a function that ends this. */
async function eachDay(log: Logger, work: () => Promise<unknown>): Promise<() => Promise<void>> {
  const run = () => work().catch((error: unknown) => log.warn({ event: 'upgrade.backup-kept', error: String(error) }))
  await run()
  const timer = setInterval(run, 86_400_000)
  return async () => clearInterval(timer)
}

/** Migrates an external database with the login of its owner (`ENTENTE_MIGRATE_URL`), for `entente db migrate`. */
export async function migrateDatabase(config: Config): Promise<void> {
  const log = openLog(config.logLevel)
  if (config.migrateUrl === null)
    throw new ConfigError('ENTENTE_MIGRATE_URL is missing: the login that owns the schema of the database')
  const postgres = await openPostgres({
    databaseUrl: config.migrateUrl,
    log: (event, fields) => log.info({ event, ...fields }),
  })
  try {
    await prepareDatabase(postgres.connection('entente_owner'), {
      ...{ dataRoot: config.dataRoot, backupFolder: config.upgradeBackup, recipients: config.backup.recipients, log },
      vocabularies: gateways.map(({ vocabulary }) => vocabulary),
    })
  } finally {
    await postgres.stop()
  }
}
