import pg from 'pg'
import { applicationDatabase } from './types.ts'

/** The roles of a private cluster. initdb creates `entente_owner`, and the migrations grant rights on tables. */
const roles = [
  {
    name: 'entente_app',
    definition: 'login nosuperuser nocreatedb nocreaterole noreplication noinherit',
    settings: [],
  },
  {
    name: 'entente_oversight',
    definition: 'login nosuperuser nocreatedb nocreaterole noreplication noinherit connection limit 5',
    // A session may change these defaults. Grants protect the data; these settings only limit mistakes and expensive
    // queries.
    settings: ["statement_timeout = '15s'", 'default_transaction_read_only = on'],
  },
] as const

/**
 * Creates the database and the roles if they are missing. It is safe to repeat after a kill at any point. `connect`
 * returns the settings for a connection of the owner.
 */
export async function provision(connect: (database: string) => pg.ClientConfig): Promise<void> {
  await withClient(connect('postgres'), async (client) => {
    const found = await client.query<{ name: string }>(
      "select rolname as name from pg_roles where rolname like 'entente\\_%' union all select 'database' from pg_database where datname = $1",
      [applicationDatabase],
    )
    const names = new Set(found.rows.map((row) => row.name))
    for (const role of roles) {
      if (!names.has(role.name)) await client.query(`create role ${role.name} ${role.definition}`)
      for (const setting of role.settings) await client.query(`alter role ${role.name} set ${setting}`)
    }
    if (!names.has('database')) await client.query(`create database ${applicationDatabase}`)
    await client.query('revoke all on database postgres, template1 from public')
    await openDatabase(client, applicationDatabase)
  })
  await withClient(connect(applicationDatabase), (client) => client.query('revoke all on schema public from public'))
}

/**
 * Lets only the three roles connect to a database. Each new database needs this, because it does not inherit it from
 * its template.
 */
export async function openDatabase(client: pg.ClientBase, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database)
  await client.query(`revoke all on database ${name} from public`)
  await client.query(`grant connect on database ${name} to entente_app, entente_oversight`)
}

/** Opens a connection, passes it to `work`, and always closes it. */
export async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config)
  // A lost connection also rejects the running query. Without a listener for this event it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
