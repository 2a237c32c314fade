import pg from 'pg'
import { runMigrations } from './job-library.ts'
import { migrations } from './migrations/index.ts'
import { workerGrants } from './migrations/worker-grants.ts'
import { withClient } from './postgres/provision.ts'

/** A change of the schema, and of the rows if that is needed. Sorting the names gives the order of the list. */
export interface Migration {
  name: string
  sql: string
}

/**
 * Migrates the database to the schema of this release, as its owner and in a separate connection. Each migration runs
 * in one transaction. An advisory lock makes a second node that starts at the same time wait. Returns the names of the
 * migrations that were applied now.
 */
export function migrate(owner: pg.PoolConfig, list: readonly Migration[] = migrations): Promise<string[]> {
  return withClient(owner, async (client) => {
    await lockMigrations(client)
    const applied = new Set(await readMigrations(client))
    const missing = list.filter(({ name }) => !applied.has(name))
    for (const migration of missing) {
      await client.query('begin')
      try {
        await applyMigration(client, migration)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    }
    await migrateJobs(owner)
    await grantSchema(client)
    return missing.map(({ name }) => name)
  })
}

/** Waits until no other process changes the schema, and then locks it until this connection ends. */
export async function lockMigrations(client: pg.ClientBase): Promise<void> {
  await client.query('select pg_advisory_lock(701_246)')
}

/** Returns the names of the migrations that a database has, in order; an empty list if the database is new. */
export async function readMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "select to_regclass('public.migration') is not null as there",
  )
  if (!found[0]?.there) return []
  const { rows } = await client.query<{ name: string }>('select name from public.migration order by name')
  return rows.map(({ name }) => name)
}

/** Applies one migration and records it, in the caller's transaction. */
export async function applyMigration(client: pg.ClientBase, { name, sql }: Migration): Promise<void> {
  await client.query(
    'create table if not exists public.migration (name text primary key, at timestamptz not null default now())',
  )
  await client.query(sql)
  await client.query('insert into public.migration (name) values ($1)', [name])
}

/** Migrates the schema of the job queue to the version of its library. The library uses separate transactions. */
export async function migrateJobs(owner: pg.PoolConfig): Promise<void> {
  const pool = new pg.Pool({ ...owner, max: 1 })
  pool.on('error', () => {})
  pool.on('connect', (connection) => connection.on('error', () => {}))
  try {
    await runMigrations({ pgPool: pool })
  } finally {
    await pool.end()
  }
}

/** Grants the node's database role its rights on the job queue and on the list of migrations. */
export async function grantSchema(client: pg.ClientBase): Promise<void> {
  await client.query(workerGrants)
  await client.query('grant select on public.migration to entente_app')
}
