import { openDatabase, type PostgresServer, withClient } from '@entente/node'

type Connection = PostgresServer['connection']

/** Fills a database through a connection of its owner, and has closed every connection to it when it resolves. */
export type PrepareTemplate = (connection: ReturnType<Connection>) => Promise<unknown>

/** Makes a database that test databases are copied from, and closes it: a copy fails while anyone is connected. Returns its name. */
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
