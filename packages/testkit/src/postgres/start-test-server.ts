import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres, type PostgresServer } from '@entente/node'
import { makeTemplate, type PrepareTemplate } from './make-template.ts'

/** What test files need to know of the run's server: the JSON in the environment variable `ENTENTE_TEST_PG`. */
export interface TestServerFacts {
  socketDirectory: string
  /** Database that every test database is a copy of. */
  template: string
  pid: number | null
}

export interface TestServer {
  facts: TestServerFacts
  connection: PostgresServer['connection']
  /** Ends the server and removes its folder. */
  stop(): Promise<void>
}

/**
 * Starts one PostgreSQL for a whole test run, in a folder of its own, without fsync: it survives a killed server, not a killed machine.
 * `prepareTemplate` fills the template database once (migrations), as its owner.
 */
export async function startTestServer(
  options: { prepareTemplate?: PrepareTemplate | undefined } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'entente-test-'))
  // The server may run as another user, who must be able to walk through.
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
