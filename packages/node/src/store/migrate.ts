import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { migrations } from './migrations/index.ts'
import { workerGrants } from './migrations/worker-grants.ts'

/**
 * Brings the database to this release's schema, as its owner, in a short connection of its own. One transaction per migration, under an advisory
 * lock, so that two starting nodes do not meet. Returns the names of those applied now.
 */
export async function migrate(owner: pg.PoolConfig): Promise<string[]> {
  const client = new pg.Client(owner)
  await client.connect()
  const applied: string[] = []
  try {
    await client.query('select pg_advisory_lock(701_246)')
    await client.query(
      'create table if not exists public.migration (name text primary key, at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string }>('select name from public.migration')
    const known = new Set(rows.map((row) => row.name))
    for (const { name, sql } of migrations) {
      if (known.has(name)) continue
      await client.query('begin')
      try {
        await client.query(sql)
        await client.query('insert into public.migration (name) values ($1)', [name])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      }
      applied.push(name)
    }
    const pool = new pg.Pool({ ...owner, max: 1 })
    pool.on('error', () => {})
    pool.on('connect', (connection) => connection.on('error', () => {}))
    try {
      await runMigrations({ pgPool: pool })
    } finally {
      await pool.end()
    }
    await client.query(workerGrants)
    await client.query('grant select on public.migration to entente_app')
  } finally {
    await client.end()
  }
  return applied
}
