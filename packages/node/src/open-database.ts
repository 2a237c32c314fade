import { readConfig } from './config.ts'
import { findRunningPostgres, openPostgres, type PostgresServer, programsOf } from './store/postgres/index.ts'
import { upgradeDatabase } from './store/upgrade/upgrade-database.ts'

export interface NodeDatabase {
  connection: PostgresServer['connection']
  dataRoot: string
  /** Whether a node on this machine has the database open now. */
  running: boolean
  /** The folder of the private server's programs; null for an external server, and where the system does not tell. */
  programs: string | null
  member: { id: string; name: string }
  node: string
}

/**
 * Opens the database of a node for a command-line tool. It uses the server of the running node if there is one, and
 * otherwise starts a server while `work` runs. Throws `PostgresError` and `ConfigError`, each with a sentence for the
 * operator.
 */
export async function withNodeDatabase<T>(
  environment: Record<string, string | undefined>,
  work: (database: NodeDatabase) => Promise<T>,
  options: { migrate?: boolean } = {},
): Promise<T> {
  const config = readConfig(environment)
  const facts = { member: config.member, node: config.node }
  const running = config.databaseUrl === null ? findRunningPostgres(config.dataRoot) : null
  if (running !== null) {
    return work({
      connection: running.connection,
      dataRoot: running.dataRoot,
      running: true,
      programs: programsOf(running.dataRoot),
      ...facts,
    })
  }
  const server = await openPostgres({
    databaseUrl: config.databaseUrl ?? undefined,
    dataRoot: config.dataRoot,
    serverUser: config.postgresUser ?? undefined,
    log: () => {},
  })
  try {
    const dataRoot = server.dataRoot ?? config.dataRoot
    if (options.migrate !== false) {
      const owner = server.connection('entente_owner')
      await upgradeDatabase({ owner, dataRoot, backupFolder: config.upgradeBackup, log: tellOperator })
    }
    return await work({
      connection: (role, database) => server.connection(role, database),
      dataRoot,
      running: false,
      programs: server.dataRoot === null ? null : programsOf(server.dataRoot),
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
