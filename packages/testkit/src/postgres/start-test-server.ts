import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, openPostgres, type PostgresServer, privateConnection, withClient } from '@entente/node'

/** Environment variable through which the set-up passes the server's address to test files. */
export const testServerVariable = 'ENTENTE_TEST_PG'

/** The server's address for test files: the JSON in the environment variable `ENTENTE_TEST_PG`. */
export interface TestServerFacts {
  socketDirectory: string
  /** The template that every test database is copied from. */
  template: string
  pid: number | null
}

export interface TestServer {
  facts: TestServerFacts
  connection: PostgresServer['connection']
  /** Stops the server and removes its folder. */
  stop(): Promise<void>
}

/**
 * Starts one PostgreSQL for a test run in its own folder, without fsync: data survives a killed server, but not a
 * killed machine. `prepareTemplate` fills the template database once, as its owner.
 */
export async function startTestServer(
  options: { prepareTemplate?: PrepareTemplate | undefined } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'entente-test-'))
  // The server may run as another user, who needs access to the folder.
  chmodSync(folder, 0o755)
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const server = await openPostgres({ dataRoot: join(folder, 'node'), fsync: false, log: () => {} })
    const stop = async (): Promise<void> => {
      await server.stop()
      remove()
    }
    try {
      const template = await makeTemplate(
        privateConnection(server.socketDirectory ?? ''),
        'template',
        options.prepareTemplate,
      )
      return {
        facts: { socketDirectory: server.socketDirectory ?? '', template, pid: server.pid },
        connection: server.connection,
        stop,
      }
    } catch (error) {
      await stop()
      throw error
    }
  } catch (error) {
    remove()
    throw error
  }
}

/**
 * Returns a vitest `globalSetup` that starts one server for the run, passes its address to the test files through the
 * environment, and stops it at the end. `prepareTemplate` migrates the template.
 */
export const globalSetup = (prepareTemplate?: PrepareTemplate) => async (): Promise<() => Promise<void>> => {
  // Several projects share the set-up. The first one starts the server.
  if (process.env[testServerVariable] !== undefined) return async () => {}
  const server = await startTestServer({ prepareTemplate })
  process.env[testServerVariable] = JSON.stringify(server.facts)
  return async () => {
    delete process.env[testServerVariable]
    await server.stop()
  }
}

/** Fills a database as its owner. All its connections must be closed when it resolves. */
type PrepareTemplate = (connection: ReturnType<PostgresServer['connection']>) => Promise<unknown>

/** Creates a template database and closes its connections, because a database with open connections cannot be copied. Returns its name. */
async function makeTemplate(
  connection: ReturnType<typeof privateConnection>,
  name: string,
  prepare?: PrepareTemplate,
): Promise<string> {
  const database = `${name}_template`
  await withClient(connection('entente_root', 'postgres'), async (client) => {
    await client.query(`create database ${client.escapeIdentifier(database)}`)
    await openDatabase(client, database)
    await withClient(connection('entente_owner', database), (owner) =>
      owner.query('revoke all on schema public from public'),
    )
    await prepare?.(connection('entente_owner', database))
    await client.query(`alter database ${client.escapeIdentifier(database)} is_template true allow_connections false`)
  })
  return database
}
