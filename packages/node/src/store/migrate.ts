import pg from 'pg'
import { runMigrations } from './job-library.ts'
import { type Migration, migrations } from './migrations/index.ts'
import { workerGrants } from './migrations/worker-grants.ts'
import { PostgresError } from './postgres/errors.ts'
import { withClient } from './postgres/provision.ts'

export interface MigrateSteps {
  /** Called with the migrations of a newer release that the database has and this release does not know. */
  onNewer?(unknown: readonly string[]): void
  /**
   * Called before the first change, if the nodes that ran until now cannot run on its result. `because` names the
   * migrations. If it throws, nothing is changed.
   */
  beforeOneWay?(because: readonly string[]): Promise<void>
}

/**
 * Migrates the database to the schema of this release, as its owner and in a separate connection. Each migration runs
 * in one transaction. An advisory lock makes a second node that starts at the same time wait. Returns the names of the
 * migrations that were applied now. Throws `PostgresError` `database-newer` if a newer release changed the database so
 * that this release cannot run on it.
 */
export function migrate(
  owner: pg.PoolConfig,
  list: readonly Migration[] = migrations,
  steps: MigrateSteps = {},
): Promise<string[]> {
  return withClient(owner, async (client) => {
    await lockMigrations(client)
    const applied = new Set(await readMigrations(client))
    const unknown = await refuseNewer(client, list)
    if (unknown.length > 0) steps.onNewer?.(unknown)
    const missing = list.filter(({ name }) => !applied.has(name))
    const because = oneWay(missing, applied)
    if (applied.size > 0 && because.length > 0) await steps.beforeOneWay?.(because)
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
    await storeNeeds(client, list)
    await migrateJobs(owner)
    await grantSchema(client)
    return missing.map(({ name }) => name)
  })
}

/**
 * Checks, as the role of the node, that the database has the schema of this release. A node beside a separate database service does not
 * migrate. Throws `PostgresError` `database-not-migrated` and `database-newer`.
 */
export function checkMigrated(app: pg.PoolConfig, list: readonly Migration[] = migrations): Promise<void> {
  return withClient(app, async (client) => {
    const applied = new Set((await readAppliedMigrations(client)).map(({ name }) => name))
    const missing = list.filter(({ name }) => !applied.has(name))
    const [first] = missing
    if (first !== undefined)
      throw new PostgresError(
        'database-not-migrated',
        `The database lacks ${missing.length} migrations of this release, the first is ${first.name}. This process may not migrate. Start the database service (entente db serve) of this release first, or run entente db migrate with ENTENTE_MIGRATE_URL.`,
      )
    await refuseNewer(client, list)
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

/** Returns the names of those migrations after which a node that knows only `known` cannot run. */
export function oneWay(list: readonly Pick<Migration, 'name' | 'needs'>[], known: ReadonlySet<string>): string[] {
  return list.filter(({ needs }) => needs !== null && needs !== undefined && !known.has(needs)).map(({ name }) => name)
}

/**
 * Returns the names of the migrations that the database has and `list` lacks. Throws `database-newer` if a node that
 * knows only `list` cannot run on the result of one of them.
 */
async function refuseNewer(client: pg.ClientBase, list: readonly Migration[]): Promise<string[]> {
  const known = new Set(list.map(({ name }) => name))
  const newer = (await readAppliedMigrations(client)).filter(({ name }) => !known.has(name))
  const blocking = oneWay(newer, known)
  if (blocking.length > 0)
    throw new PostgresError(
      'database-newer',
      `A newer release changed this database so that this release cannot run on it (${blocking.join(', ')}). Nothing was changed. Start the newer release again, or restore a backup from before its upgrade into a new data folder: see "Roll back" in docs/operator-backup.md.`,
    )
  return newer.map(({ name }) => name)
}

/** Returns the applied migrations with what each needs. A database of an older release does not state that. */
export async function readAppliedMigrations(client: pg.ClientBase): Promise<Required<Omit<Migration, 'sql'>>[]> {
  if ((await readMigrations(client)).length === 0) return []
  // A row as JSON has the column only if the table has it.
  const { rows } = await client.query<{ name: string; needs: string | null }>(
    "select m.name, to_jsonb(m) ->> 'needs' as needs from public.migration m order by m.name",
  )
  return rows
}

const migrationTable = `
  create table if not exists public.migration (name text primary key, at timestamptz not null default now());
  alter table public.migration add column if not exists needs text`

/** Applies one migration and records it, in the caller's transaction. */
export async function applyMigration(client: pg.ClientBase, { name, sql, needs = null }: Migration): Promise<void> {
  await client.query(migrationTable)
  await client.query(sql)
  await client.query('insert into public.migration (name, needs) values ($1, $2)', [name, needs])
}

/** Stores what the migrations of `list` need, also of those that an older release applied. */
async function storeNeeds(client: pg.ClientBase, list: readonly Migration[]): Promise<void> {
  await client.query(migrationTable)
  await client.query(
    `update public.migration m set needs = l.needs from unnest($1::text[], $2::text[]) as l (name, needs)
     where l.name = m.name and l.needs is distinct from m.needs`,
    [list.map(({ name }) => name), list.map(({ needs = null }) => needs)],
  )
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

/** Grants the node's database role its rights on the job queue, and those that check the schema the list of migrations. */
export async function grantSchema(client: pg.ClientBase): Promise<void> {
  await client.query(workerGrants)
  await client.query('grant select on public.migration to entente_app, entente_verifier')
}

/** A rule of the database that the owner can lift: entries have the time of the database; changes of people have their consents. */
type LiftableRule = 'clock' | 'people'
const liftable: readonly LiftableRule[] = ['clock', 'people']

/**
 * Lifts these rules of the database, and puts the others into force. Tests and the history of the demonstration have a clock of
 * their own, and tests grant roles without consents. Only the owner can do this.
 */
export async function liftRules(owner: pg.PoolConfig, rules: readonly LiftableRule[]): Promise<void> {
  await withClient(owner, async (client) => {
    const others = liftable.filter((rule) => !rules.includes(rule))
    await client.query('delete from audit.lifted_rule where rule = any($1)', [others])
    await client.query('insert into audit.lifted_rule select unnest($1::text[]) on conflict do nothing', [rules])
  })
}

/**
 * Lets a database switch everything on without records of necessity, or asks for records again. Most tests are about other things.
 * Only the owner can do this.
 */
export async function liftNecessity(owner: pg.PoolConfig, isLifted: boolean): Promise<void> {
  await withClient(owner, async (client) => {
    if (isLifted) await client.query("insert into audit.lifted_rule values ('necessity') on conflict do nothing")
    else await client.query("delete from audit.lifted_rule where rule = 'necessity'")
  })
}
