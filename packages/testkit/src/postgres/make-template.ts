import { openDatabase, type PostgresServer, withClient } from '@entente/node'

type Connection = PostgresServer['connection']

/** Fills a database as its owner; all its connections are closed when it resolves. */
export type PrepareTemplate = (connection: ReturnType<Connection>) => Promise<unknown>

/** Creates a template database and closes it: a copy fails with open connections. Returns its name. */
export async function makeTemplate(connection: Connection, name: string, prepare?: PrepareTemplate): Promise<string> {
  const database = `${name}_template`
  await withClient(connection('entente_owner', 'postgres'), async (client) => {
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
