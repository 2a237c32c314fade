import pg from 'pg'
import { readMigrations } from '../migrate.ts'
import { withClient } from '../postgres/provision.ts'
import { copyAfterBackup } from './backup-notes.ts'
import { listDataFiles, readDataFile } from './data-files.ts'
import { BackupError } from './errors.ts'
import { backupFormat, type Header, type Line, type OnProgress } from './format.ts'
import { namedFiles } from './named-files.ts'
import { rawFilesLock } from './raw-files-lock.ts'
import { readRows } from './read-rows.ts'
import { createRowDigest } from './row-digest.ts'
import { checkRecipients, type Recipients } from './sealing.ts'
import { readSequences } from './sequences.ts'
import { listTables, pinTextForm, readSchemaVersion, tableName } from './tables.ts'
import { writeBackupFile } from './write-file.ts'

export interface BackupOptions {
  /** How the owner connects to the application's database. */
  connection: pg.ClientConfig
  /** The folder that contains `keys/` and `raw/`. */
  dataRoot: string
  recipients: Recipients
  onProgress?: OnProgress | undefined
}

export interface BackupSummary {
  file: string
  bytes: number
  rows: number
  files: number
  schemaVersion: string
  recipients: Recipients
  /** The copy of after-backup.jsonl beside the file; null if the node has none yet. */
  after: string | null
}

/**
 * Writes all data of a node into one file: the rows of every table in the application's schemas, the keys, and the
 * files of the raw folder that these rows name. All rows are read in one repeatable-read transaction, so the node may
 * continue to work. Afterwards the file is either complete, synced and readable only by its owner, or it does not
 * exist. It is an age file that the recipients can open; with `clear` it contains personal data and keys unencrypted, so protect it like
 * the node itself. Sign-in sessions are left out. `FILE.after` beside it is a copy of after-backup.jsonl, which names nobody. Throws
 * `BackupError`: `backup-exists`, `backup-unwritable`, `backup-file-missing`, `backup-failed`, `recipient-invalid`.
 */
export async function backupTo(file: string, options: BackupOptions): Promise<BackupSummary> {
  const { recipients, dataRoot } = options
  if (recipients !== 'clear') await checkRecipients(recipients)
  const counts = { rows: 0, files: 0 }
  let after: string | null = null
  try {
    return await withClient(options.connection, async (client) => {
      // Take this lock before the snapshot and keep it until the connection ends, so that no other process removes
      // files that the snapshot names.
      await client.query('select pg_advisory_lock_shared($1)', [rawFilesLock])
      await client.query('begin isolation level repeatable read, read only')
      await pinTextForm(client)
      const header = await readHeader(client)
      const bytes = await writeBackupFile(file, lines(client, header, options, counts), {
        recipients,
        counts: () => counts,
        complete: async () => {
          after = await copyAfterBackup(dataRoot, file, new Date())
        },
      })
      await client.query('commit')
      return { file, bytes, ...counts, schemaVersion: header.schemaVersion, recipients, after }
    })
  } catch (error) {
    if (error instanceof BackupError) throw error
    throw new BackupError(
      'backup-failed',
      `No backup was written: ${error instanceof Error ? error.message : String(error)}`,
      error,
    )
  }
}

async function* lines(
  client: pg.Client,
  header: Header,
  options: BackupOptions,
  counts: { rows: number; files: number },
): AsyncGenerator<Line[]> {
  yield [header]
  const of = header.tables.reduce((sum, table) => sum + table.rows, 0)
  for (const table of header.tables) {
    yield [{ kind: 'table', schema: table.schema, name: table.name }]
    const digest = createRowDigest()
    for await (const batch of readRows(client, table)) {
      for (const row of batch) digest.add(row)
      yield batch
      options.onProgress?.({ step: 'writing', what: tableName(table), rows: counts.rows + digest.rows, of })
    }
    counts.rows += digest.rows
    yield [{ kind: 'table-end', rows: digest.rows, digest: digest.value() }]
  }
  const named = await namedFiles(client)
  for (const path of filesOf(options.dataRoot, named)) {
    options.onProgress?.({ step: 'writing', what: path, rows: counts.rows, of })
    let found = false
    for await (const batch of readDataFile(options.dataRoot, path)) {
      found = true
      yield batch
    }
    if (found) counts.files++
    else if (named?.has(path)) throw missing(options.dataRoot, [path])
  }
  yield (await readSequences(client)).map((sequence) => ({ kind: 'sequence', ...sequence }))
}

/**
 * Lists the keys, and the files of the raw folder that rows name. A file that no row names belongs to a change that is
 * not in this backup.
 */
function filesOf(dataRoot: string, named: ReadonlySet<string> | null): string[] {
  const there = listDataFiles(dataRoot)
  if (named === null) return there
  const present = new Set(there)
  const gone = [...named].filter((path) => !present.has(path))
  if (gone.length > 0) throw missing(dataRoot, gone)
  return there.filter((path) => !path.startsWith('raw/') || named.has(path))
}

const missing = (dataRoot: string, paths: readonly string[]): BackupError =>
  new BackupError(
    'backup-file-missing',
    `${paths.length} rows name a file that is not in ${dataRoot}: ${paths.slice(0, 3).join(', ')}. No backup was written. Put the files back, from an earlier backup, and try again.`,
  )

async function readHeader(client: pg.Client): Promise<Header> {
  const tables: Header['tables'] = []
  for (const table of await listTables(client)) {
    const name = `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`
    const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${name}`)
    tables.push({ ...table, rows: Number(rows[0]?.n ?? 0) })
  }
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version")
  return {
    kind: 'header',
    format: backupFormat,
    createdAt: new Date().toISOString(),
    schemaVersion: await readSchemaVersion(client),
    migrations: await readMigrations(client),
    postgres: rows[0]?.version ?? 'unknown',
    tables,
  }
}
