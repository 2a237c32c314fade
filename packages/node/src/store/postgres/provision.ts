import pg from 'pg'
import { codeOf } from './errors.ts'
import { applicationDatabase, type PrivateRole } from './types.ts'

const plain = 'login nosuperuser nocreatedb nocreaterole noreplication'
/** The roles of a private cluster. initdb creates `entente_root`, a superuser, and the migrations grant rights on tables. */
const roles = [
  { name: 'entente_owner', definition: plain, settings: [] },
  { name: 'entente_verifier', definition: `${plain} noinherit`, settings: [] },
  { name: 'entente_app', definition: `${plain} noinherit`, settings: [] },
  {
    name: 'entente_oversight',
    definition: `${plain} noinherit connection limit 5`,
    // A session may change these defaults. Grants protect the data; these settings only limit mistakes and expensive
    // queries.
    settings: ["statement_timeout = '15s'", 'default_transaction_read_only = on'],
  },
] as const
/** Only while a cluster of an older release is converted. */
const convertingRole = 'entente_convert'

type Connect = (role: PrivateRole, database: string) => pg.ClientConfig

/**
 * Creates the database and the roles if something is missing; otherwise the superuser is not used. It is safe to repeat
 * after a kill at any point. A cluster of an older release, whose superuser was `entente_owner`, is converted.
 */
export async function provision(connect: Connect): Promise<void> {
  if (await isProvisioned(connect)) return
  await makeRoot(connect)
  await withClient(connect('entente_root', 'postgres'), async (client) => {
    const found = await client.query<{ name: string }>(
      "select rolname as name from pg_roles where rolname like 'entente\\_%' union all select 'database' from pg_database where datname = $1",
      [applicationDatabase],
    )
    const names = new Set(found.rows.map((row) => row.name))
    if (names.has(convertingRole)) await client.query(`drop role ${convertingRole}`)
    for (const role of roles) {
      if (!names.has(role.name)) await client.query(`create role ${role.name} ${role.definition}`)
      for (const setting of role.settings) await client.query(`alter role ${role.name} set ${setting}`)
    }
    await client.query('grant entente_verifier, entente_app, entente_oversight to entente_owner with inherit false')
    // A restore loads rows without triggers.
    await client.query('grant set on parameter session_replication_role to entente_owner')
    if (!names.has('database')) await client.query(`create database ${applicationDatabase}`)
    await client.query('revoke all on database postgres, template1 from public')
    await openDatabase(client, applicationDatabase)
  })
  await withClient(connect('entente_root', applicationDatabase), async (client) => {
    await client.query('revoke all on schema public from public')
    await client.query(giveToOwner)
  })
}

/** Returns whether the owner is no superuser, the roles exist, and the superuser owns nothing in the application's database. */
async function isProvisioned(connect: Connect): Promise<boolean> {
  try {
    return await withClient(connect('entente_owner', applicationDatabase), async (client) => {
      const { rows } = await client.query<{ ready: boolean }>(
        `select count(*) = $2 and not bool_or(r.rolsuper)
           and not exists (select from pg_roles where rolname = $3)
           and (select datdba from pg_database where datname = current_database()) = 'entente_owner'::regrole
           and not exists (${foreignObjects}) as ready
         from pg_roles r where r.rolname = any($1)`,
        [roles.map(({ name }) => name), roles.length, convertingRole],
      )
      return rows[0]?.ready === true
    })
  } catch (error) {
    // Neither the role nor the database exists before the first start.
    if (['28000', '3D000', '42501', '42704'].includes(codeOf(error) ?? '')) return false
    throw error
  }
}

/**
 * In a cluster of an older release, initdb created the superuser as `entente_owner`. The name of the first superuser can
 * change but its right cannot, and nobody renames their own role. So another superuser renames it.
 */
async function makeRoot(connect: Connect): Promise<void> {
  const isThere = await withClient(connect('entente_root', 'postgres'), async () => true).catch((error: unknown) => {
    if (codeOf(error) === '28000') return false
    throw error
  })
  if (isThere) return
  await withClient(connect('entente_owner', 'postgres'), async (client) => {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [convertingRole])
    if (rowCount === 0) await client.query(`create role ${convertingRole} login superuser`)
  })
  await withClient(connect(convertingRole, 'postgres'), (client) =>
    client.query('alter role entente_owner rename to entente_root'),
  )
}

/** The objects of the application that do not belong to `entente_owner`, each with the statement that gives it. */
const foreignObjects = `
  select format('alter schema %I owner to entente_owner', n.nspname) as change from pg_namespace n
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') and n.nspowner <> 'entente_owner'::regrole
  union all
  select format('alter %s %I.%I owner to entente_owner',
      case c.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and c.relowner <> 'entente_owner'::regrole
      -- A sequence of a column follows its table.
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i', 'e'))
  union all
  select format('alter routine %s owner to entente_owner', p.oid::regprocedure) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and p.proowner <> 'entente_owner'::regrole
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  union all
  select format('alter type %I.%I owner to entente_owner', n.nspname, t.typname) from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and t.typowner <> 'entente_owner'::regrole
      and (t.typtype in ('e', 'd') or t.typrelid in (select oid from pg_class where relkind = 'c'))`

const giveToOwner = `
do $$
declare change text;
begin
  perform set_config('search_path', '', true);
  for change in ${foreignObjects} loop execute change; end loop;
end $$`

/**
 * Gives a database to `entente_owner` and lets only the roles connect. Each new database needs this, because it does not
 * inherit it from its template.
 */
export async function openDatabase(client: pg.ClientBase, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database)
  await client.query(`alter database ${name} owner to entente_owner`)
  await client.query(`revoke all on database ${name} from public`)
  await client.query(`grant connect on database ${name} to entente_verifier, entente_app, entente_oversight`)
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
