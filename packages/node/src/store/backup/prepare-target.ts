import pg from 'pg'
import { applyMigration, migrateJobs, readMigrations } from '../migrate.ts'
import type { Migration } from '../migrations/index.ts'
import { BackupError } from './errors.ts'
import type { BackupTable, Header } from './format.ts'
import { isLeftOut, listTables, readSchemaVersion, tableName } from './tables.ts'

/**
 * The migrations that bring an empty database to the backup's schema, and the later ones that lead from there to this
 * release.
 */
export interface MigrationPlan {
  toBackup: Migration[]
  /** Migrations that run after the rows are loaded. */
  onward: Migration[]
}

/**
 * Plans which migrations of `list` run before the rows are loaded and which run afterwards. It changes nothing. Errors:
 * `backup-newer` if the backup has a migration after the last one of `list`; `backup-schema` if the backup has another
 * unknown migration, or if the database has a migration that the backup lacks.
 */
export async function planMigrations(
  client: pg.ClientBase,
  file: string,
  header: Header,
  list: readonly Migration[],
): Promise<MigrationPlan> {
  const known = new Set(list.map(({ name }) => name))
  const saved = new Set(header.migrations ?? migrationsThrough(header.schemaVersion, list))
  const unknown = [...saved].filter((name) => !known.has(name))
  const newest = list.at(-1)?.name ?? 'none'
  if (unknown.some((name) => name > newest)) throw newer(file, header.schemaVersion, newest)
  if (unknown.length > 0) {
    throw new BackupError(
      'backup-schema',
      `${file} has migrations that this release does not know: ${unknown.join(', ')}. Restore it with the release that made it. Nothing was restored.`,
    )
  }
  const applied = new Set(await readMigrations(client))
  if ([...applied].some((name) => !saved.has(name))) {
    throw new BackupError(
      'backup-schema',
      `${file} has the schema "${header.schemaVersion}", this database already "${await readSchemaVersion(client)}". Restore into a new data folder. Nothing was restored.`,
    )
  }
  return {
    toBackup: list.filter(({ name }) => saved.has(name) && !applied.has(name)),
    onward: list.filter(({ name }) => !saved.has(name)),
  }
}

/**
 * Returns the migrations of a backup that names only its last migration (release 0029 and older): all migrations of the
 * list up to that one.
 */
function migrationsThrough(schemaVersion: string, list: readonly Migration[]): string[] {
  const last = schemaVersion.split(', ').find((part) => !jobsPart.test(part) && part !== 'none')
  if (last === undefined) return []
  const at = list.findIndex(({ name }) => name === last)
  return at === -1 ? [last] : list.slice(0, at + 1).map(({ name }) => name)
}

const jobsPart = /^jobs (\d+)$/
/** Returns the schema version of the job queue from a text such as `0029-onward-holds, jobs 19`. */
const jobsOf = (schemaVersion: string): number =>
  Number(schemaVersion.split(', ').flatMap((part) => jobsPart.exec(part)?.[1] ?? [])[0] ?? 0)

const newer = (file: string, theirs: string, ours: string): BackupError =>
  new BackupError(
    'backup-newer',
    `${file} was made by a newer release: its schema is "${theirs}", this release knows "${ours}" at most. Restore it with the release that made it. Nothing was restored.`,
  )

/**
 * Migrates the job queue's schema to the version of its library. The library uses its own connection and transactions,
 * and the tables that it creates are empty. This runs before the restore's transaction, which might not see the new
 * tables otherwise. Errors: `backup-newer`; `backup-schema` if the backup's queue has another version.
 */
export async function prepareJobs(client: pg.Client, options: pg.ClientConfig, file: string, header: Header) {
  let version = await readSchemaVersion(client)
  if (jobsOf(version) === 0) {
    await migrateJobs(options)
    version = await readSchemaVersion(client)
  }
  const [here, there] = [jobsOf(version), jobsOf(header.schemaVersion)]
  if (there > here) throw newer(file, header.schemaVersion, version)
  if (there < here) {
    throw new BackupError(
      'backup-schema',
      `${file} has version ${there} of the job queue, this release ${here}. Restore it with the release that made it. Nothing was restored.`,
    )
  }
}

/** Tables to which a node adds rows when it starts. The rows of the backup replace these rows. */
const filledAtStart = new Set(['public.gateway_act', 'public.people_quorum'])

/**
 * Checks that the database is empty, locks it, and migrates it to the backup's schema. Returns the tables to load. It
 * runs in the restore's transaction. Errors: `restore-not-empty`; `backup-schema` if the tables or columns differ from
 * the backup.
 */
export async function prepareTables(
  client: pg.Client,
  file: string,
  header: Header,
  toBackup: readonly Migration[],
): Promise<Header['tables']> {
  const filled: string[] = []
  for (const table of await listTables(client)) {
    await client.query(`lock table ${quoted(table)} in access exclusive mode`)
    if (!filledAtStart.has(tableName(table)) && (await hasRows(client, table))) filled.push(tableName(table))
  }
  if (filled.length > 0) {
    throw new BackupError(
      'restore-not-empty',
      `The database is not empty (${filled.join(', ')}). Restore into a new data folder, before the node first runs on it. Nothing was restored.`,
    )
  }
  for (const migration of toBackup) await applyMigration(client, migration)
  const tables = header.tables.filter((table) => !isLeftOut(table))
  const here = await listTables(client)
  checkShape(file, here, tables)
  // Delete the rows that migrations just inserted, because the backup contains its own version of them.
  await client.query('set local session_replication_role = replica')
  for (const table of here) if (await hasRows(client, table)) await client.query(`delete from ${quoted(table)}`)
  return tables
}

function checkShape(file: string, here: readonly BackupTable[], there: readonly BackupTable[]): void {
  const shape = (tables: readonly BackupTable[]): Map<string, string> =>
    new Map(tables.map((table) => [tableName(table), JSON.stringify(table.columns)]))
  const [ours, theirs] = [shape(here), shape(there)]
  const differing = [...new Set([...ours.keys(), ...theirs.keys()])].filter(
    (name) => ours.get(name) !== theirs.get(name),
  )
  if (differing.length > 0) {
    throw new BackupError(
      'backup-schema',
      `${file} and this database differ in: ${differing.join(', ')}. Nothing was restored.`,
    )
  }
}

const quoted = (table: BackupTable): string => `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`
const hasRows = async (client: pg.Client, table: BackupTable): Promise<boolean> =>
  ((await client.query(`select from ${quoted(table)} limit 1`)).rowCount ?? 0) > 0
