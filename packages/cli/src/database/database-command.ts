import type { Command } from 'commander'
import { environmentWith } from '../command/environment.ts'
import { onStopSignal, say } from '../command/on-stop-signal.ts'

interface Options {
  data?: string
  appUser?: string
}

/** Registers `entente db`: the database service, which runs beside `entente serve` as another system user. */
export function registerDatabase(program: Command): void {
  const group = program.command('db').description('the database as a process beside entente serve')
  group
    .command('serve')
    .description('run the database and sign the log, for a separate entente serve')
    .option('--data <folder>', 'folder of the database and the key of the log (ENTENTE_DATA)')
    .option('--app-user <name>', 'system user of entente serve (ENTENTE_APP_USER)')
    .action(serve)
  group
    .command('migrate')
    .description('migrate the database of ENTENTE_MIGRATE_URL')
    .option('--data <folder>', 'folder of the node, for a backup before the upgrade (ENTENTE_DATA)')
    .action(migrate)
}

const settingsOf = (options: Options): Record<string, string | undefined> => ({
  ...environmentWith(options.data === undefined ? {} : { data: options.data }),
  ...(options.appUser === undefined ? {} : { ENTENTE_APP_USER: options.appUser }),
})

/** Runs the database service until SIGINT, SIGTERM or SIGHUP. */
async function serve(options: Options): Promise<void> {
  let service: { stop(): Promise<void> } | null = null
  onStopSignal(async () => service?.stop())
  const { readConfig, startDatabaseService } = await import('@entente/node')
  const started = await startDatabaseService({ config: readConfig(settingsOf(options)) })
  service = started
  const { socketDirectory } = started.postgres
  say(socketDirectory === null ? 'the log is signed' : `ready in ${socketDirectory}`)
}

async function migrate(options: Options): Promise<void> {
  const { migrateDatabase, readConfig } = await import('@entente/node')
  await migrateDatabase(readConfig(settingsOf(options)))
  say('the database has the schema of this release')
}
