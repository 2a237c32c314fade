import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres, type PostgresServer } from '@entente/node'
import { makeTemplate, type PrepareTemplate } from './make-template.ts'

/** The server's address for test files: the JSON in the environment variable `ENTENTE_TEST_PG`. */
export interface TestServerFacts {
  socketDirectory: string
  /** Template of every test database. */
  template: string
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
  // The server may run as another user, who must be able to enter the folder.
  chmodSync(folder, 0o755)
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const server = await openPostgres({ dataRoot: join(folder, 'node'), fsync: false, log: () => {} })
    const stop = async (): Promise<void> => {
      await server.stop()
      remove()
    }
    try {
      const template = await makeTemplate(server.connection, 'template', options.prepareTemplate)
      return { facts: { socketDirectory: server.socketDirectory ?? '', template }, connection: server.connection, stop }
    } catch (error) {
      await stop()
      throw error
    }
  } catch (error) {
    remove()
    throw error
  }
}
