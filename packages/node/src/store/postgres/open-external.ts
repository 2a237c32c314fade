import type pg from 'pg'
import { oldestMajor } from './binaries.ts'
import { codeOf, PostgresError } from './errors.ts'
import { withClient } from './provision.ts'
import type { DatabaseRole, OpenPostgresOptions, PostgresServer } from './types.ts'
import { watchConnection } from './watch-connection.ts'

/**
 * Settings for each connection. `alter role … set` applies them only to a role that logs in, not to a role that a login
 * takes when it connects.
 */
const startOptions: Record<DatabaseRole, string[]> = {
  entente_owner: [],
  entente_verifier: ['role=entente_verifier'],
  entente_app: ['role=entente_app'],
  entente_oversight: ['role=entente_oversight', 'statement_timeout=15s', 'default_transaction_read_only=on'],
}

/** Uses the database at a URL; see `openPostgres`. Errors: `database-url-invalid`, `pg-unreachable`, `pg-version`. */
export async function openExternal(databaseUrl: string, options: OpenPostgresOptions): Promise<PostgresServer> {
  const url = parseUrl(databaseUrl)
  const login = { connectionString: url.href, application_name: 'entente' }
  const facts = await withClient(login, prepareRoles).catch((error: unknown) => {
    if (error instanceof PostgresError) throw error
    throw new PostgresError(
      'pg-unreachable',
      `The database at ${url.hostname || 'the socket'} of DATABASE_URL could not be used: ${error instanceof Error ? error.message : String(error)}`,
      error,
    )
  })
  // Of a separate database service, this process needs only the role that serves.
  for (const role of facts.separated ? [] : facts.missing) {
    options.log('postgres.role-missing', { role, effect: 'its queries run as the login of DATABASE_URL' })
  }
  const watcher = await watchConnection(login, options)
  return {
    kind: 'external',
    connection: (role, database) => {
      const own = new URL(url)
      if (database !== undefined) own.pathname = `/${encodeURIComponent(database)}`
      const given = facts.missing.includes(role) ? [] : startOptions[role].map((setting) => `-c ${setting}`)
      const all = [own.searchParams.get('options'), ...given].filter((part) => part !== null)
      if (all.length > 0) own.searchParams.set('options', all.join(' '))
      return { ...login, connectionString: own.href }
    },
    state: watcher.state,
    stop: watcher.stop,
    pid: null,
    socketDirectory: null,
    separated: facts.separated,
    dataRoot: options.dataRoot ?? null,
    serverUser: null,
    version: facts.version,
    rolesSeparated: facts.separated || facts.missing.length === 0,
  }
}

/**
 * Creates the roles if they are missing. Returns the roles that this login still cannot take. Refuses a server that
 * is too old (`pg-version`).
 */
async function prepareRoles(
  client: pg.Client,
): Promise<{ version: string; missing: DatabaseRole[]; separated: boolean }> {
  const { rows } = await client.query<{ version: string }>(
    "select split_part(current_setting('server_version'), ' ', 1) as version",
  )
  const version = rows[0]?.version ?? 'unknown'
  if (Number.parseInt(version, 10) < oldestMajor) {
    throw new PostgresError(
      'pg-version',
      `The database of DATABASE_URL is PostgreSQL ${version}; the node needs PostgreSQL ${oldestMajor} or newer. Upgrade the server, or leave DATABASE_URL out and the node starts its own.`,
    )
  }
  const missing: DatabaseRole[] = []
  for (const role of ['entente_verifier', 'entente_app', 'entente_oversight'] as const) {
    const steps = [
      { ask: 'select 1 from pg_roles where rolname = $1', make: `create role ${role} nologin noinherit` },
      { ask: "select 1 where pg_has_role(current_user, $1::name, 'SET')", make: `grant ${role} to current_user` },
    ]
    if (!(await establish(client, role, steps))) missing.push(role)
  }
  const { rows: facts } = await client.query<{ separated: boolean }>(isSeparated)
  return { version, missing, separated: facts[0]?.separated === true }
}

/** Whether the login can become neither the owner of the schema nor the verifier of the log. */
const isSeparated = `
  select not r.rolsuper
    and not pg_has_role(r.oid, coalesce(to_regrole('entente_verifier'), r.oid::regrole)::oid, 'MEMBER')
    and not coalesce((select pg_has_role(r.oid, n.nspowner, 'MEMBER') from pg_namespace n where n.nspname = 'audit'),
      has_database_privilege(current_database(), 'CREATE')) as separated
  from pg_roles r where r.rolname = current_user`

async function establish(client: pg.Client, role: string, steps: { ask: string; make: string }[]): Promise<boolean> {
  for (const { ask, make } of steps) {
    if ((await client.query(ask, [role])).rowCount) continue
    try {
      await client.query(make)
    } catch (error) {
      // 42501 means that this login is not permitted to do this. 42710 means that another node has just created the
      // role; the next check shows whether it can be used.
      const code = codeOf(error)
      if (code === '42501') return false
      if (code !== '42710') throw error
    }
  }
  return true
}

function parseUrl(text: string): URL {
  try {
    const url = new URL(text)
    if (url.protocol === 'postgres:' || url.protocol === 'postgresql:') return url
  } catch {
    // Continue with the error below, which does not repeat the text: it may contain a password.
  }
  throw new PostgresError(
    'database-url-invalid',
    'DATABASE_URL must look like postgres://user:password@host:5432/database.',
  )
}
