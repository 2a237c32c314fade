import { randomBytes } from 'node:crypto'
import { openDatabase, type PostgresServer, privateConnection, withClient } from '@entente/node'
import { type TestServerFacts, testServerVariable } from './start-test-server.ts'

type Connection = PostgresServer['connection']

export interface TestDatabase {
  name: string
  /** Returns the connection settings of a role for this database. */
  connection(role: Parameters<Connection>[0] | 'entente_root'): ReturnType<Connection>
  /** Drops the database and closes its open connections. */
  drop(): Promise<void>
}

/**
 * Creates a database for a test file as a copy of the run's template (or of `templateName`), and lets the roles connect to it. Needs the server that
 * `globalSetup` starts.
 */
export async function createTestDatabase(templateName?: string): Promise<TestDatabase> {
  const facts = testServerFacts()
  const connection = privateConnection(facts.socketDirectory)
  const name = `test_${randomBytes(6).toString('hex')}`
  await withClient(connection('entente_root', 'postgres'), async (client) => {
    const template = client.escapeIdentifier(templateName ?? facts.template)
    // Without fsync, copying files is faster.
    await client.query(`create database ${name} template ${template} strategy file_copy`)
    await openDatabase(client, name)
  })
  return {
    name,
    connection: (role) => connection(role, name),
    drop: () =>
      withClient(connection('entente_root', 'postgres'), async (client) => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

/** Returns the address of the run's server. Throws if the set-up did not run. */
export function testServerFacts(): TestServerFacts {
  const facts = process.env[testServerVariable]
  if (!facts)
    throw new Error(`${testServerVariable} is not set: run the tests through vitest with testkit's globalSetup()`)
  return JSON.parse(facts) as TestServerFacts
}
