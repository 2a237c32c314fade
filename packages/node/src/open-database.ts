import { readConfig } from './config.ts'
import { ConfigError } from './sign-in-settings.ts'
import { findRunningPostgres, openPostgres, type PostgresServer, programsOf } from './store/postgres/index.ts'
import { upgradeDatabase } from './store/upgrade/upgrade-database.ts'

export interface NodeDatabase {
  connection: PostgresServer['connection']
  dataRoot: string
  /** Whether a node on this machine has the database open now. */
  running: boolean
  /** The folder of the private server's programs; null for an external server, and where the system does not tell. */
  programs: string | null
  /** Whether the process that serves can become neither the owner nor the verifier. */
  separated: boolean
  member: { id: string; name: string }
  node: string
}

/**
 * Opens the database of a node for a command-line tool. It uses the server of the running node if there is one, and
 * otherwise starts a server while `work` runs. `databaseRoot` is the folder of a running separate database service. Throws `PostgresError` and `ConfigError`, each with a sentence for the
 * operator.
 */
export async function withNodeDatabase<T>(
  environment: Record<string, string | undefined>,
  work: (database: NodeDatabase) => Promise<T>,
  options: { migrate?: boolean; databaseRoot?: string | undefined } = {},
): Promise<T> {
  const config = readConfig(environment)
  const facts = { member: config.member, node: config.node }
  const { databaseRoot } = options
  const running =
    databaseRoot !== undefined || config.databaseUrl === null
      ? findRunningPostgres(databaseRoot ?? config.dataRoot)
      : null
  if (running !== null) {
    return work({
      connection: running.connection,
      dataRoot: databaseRoot === undefined ? running.dataRoot : config.dataRoot,
      running: true,
      programs: programsOf(running.dataRoot),
      separated: false,
      ...facts,
    })
  }
  if (databaseRoot !== undefined) throw new ConfigError(`No database service runs in ${databaseRoot}: start it first`)
  const server = await openPostgres({
    databaseUrl: config.databaseUrl ?? undefined,
    dataRoot: config.dataRoot,
    serverUser: config.postgresUser ?? undefined,
    log: () => {},
  })
  try {
    const dataRoot = server.dataRoot ?? config.dataRoot
    if (options.migrate !== false && !server.separated) {
      const owner = server.connection('entente_owner')
      await upgradeDatabase({
        ...{ owner, dataRoot, backupFolder: config.upgradeBackup, recipients: config.backup.recipients },
        log: tellOperator,
      })
    }
    return await work({
      connection: (role, database) => server.connection(role, database),
      dataRoot,
      running: false,
      programs: server.dataRoot === null ? null : programsOf(server.dataRoot),
      separated: server.separated,
      ...facts,
    })
  } finally {
    await server.stop()
  }
}

/** Writes a step of an upgrade to standard error, because a command's result may be JSON on standard output. */
function tellOperator(event: string, fields: Record<string, unknown>): void {
  process.stderr.write(`${event}: ${JSON.stringify(fields)}\n`)
}
