import pg from 'pg'
import { codeOf } from '../postgres/errors.ts'
import { withClient } from '../postgres/provision.ts'
import { type CheckedBackup, checkBackup, isMark } from './check-backup.ts'
import { BackupError } from './errors.ts'
import type { Header, OnProgress } from './format.ts'
import { namedFiles } from './named-files.ts'
import { readBackupFile } from './read-file.ts'
import { readRows } from './read-rows.ts'
import { checkDataFiles, createFileWriter } from './restore-files.ts'
import { createRowDigest } from './row-digest.ts'
import { type SequenceState, writeSequence } from './sequences.ts'
import { listTables, pinTextForm, readSchemaVersion, tableName } from './tables.ts'
import { createRowWriter } from './write-rows.ts'

export interface RestoreOptions {
  /** The owner's connection to an empty, migrated database; it must be a superuser's, as in the private server. */
  connection: pg.ClientConfig
  /** Where `keys/` and `raw/` are to lie. */
  dataRoot: string
  onProgress?: OnProgress | undefined
}

export interface RestoreSummary {
  createdAt: string
  schemaVersion: string
  rows: number
  files: number
}

/**
 * Brings a backup into an empty database of the same schema version, in one transaction. The file is proved whole before anything is
 * written, and every table and file is read back and compared with it before the commit; on any error database and files are as before.
 * Errors are `BackupError`: `backup-unreadable`, `backup-damaged`, `backup-version`, `backup-schema`, `restore-not-empty`,
 * `restore-not-permitted`, `restore-failed`.
 */
export async function restoreFrom(file: string, options: RestoreOptions): Promise<RestoreSummary> {
  const backup = await checkBackup(file, options.onProgress)
  checkDataFiles(options.dataRoot, backup.files)
  const files = createFileWriter(options.dataRoot)
  try {
    return await withClient(options.connection, async (client) => {
      await client.query('begin')
      await client.query('set local session_replication_role = replica')
      await pinTextForm(client)
      await checkTarget(client, file, backup.header)
      const sequences = await load(client, file, backup, files, options.onProgress)
      await compare(client, backup, options.onProgress)
      files.finish()
      await compareFiles(client, backup, options.dataRoot)
      for (const sequence of sequences) await writeSequence(client, sequence)
      await client.query('commit')
      const { createdAt, schemaVersion } = backup.header
      return { createdAt, schemaVersion, rows: backup.rows, files: backup.files.length }
    })
  } catch (error) {
    files.undo()
    throw asBackupError(error)
  }
}

/** The target must have exactly the backup's tables and columns, and none of them a row. Locked, so that it stays so. */
async function checkTarget(client: pg.Client, file: string, header: Header): Promise<void> {
  const version = await readSchemaVersion(client)
  if (version !== header.schemaVersion) {
    throw new BackupError(
      'backup-schema',
      `${file} has the schema "${header.schemaVersion}", this database "${version}". Restore it with the release that made it. Nothing was restored.`,
    )
  }
  const shape = (tables: { schema: string; name: string; columns: unknown }[]): Map<string, string> =>
    new Map(tables.map((table) => [tableName(table), JSON.stringify(table.columns)]))
  const here = shape(await listTables(client))
  const there = shape(header.tables)
  const differing = [...new Set([...here.keys(), ...there.keys()])].filter((name) => here.get(name) !== there.get(name))
  if (differing.length > 0) {
    throw new BackupError(
      'backup-schema',
      `${file} and this database differ in: ${differing.join(', ')}. Nothing was restored.`,
    )
  }
  const filled: string[] = []
  for (const table of header.tables) {
    const name = `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`
    await client.query(`lock table ${name} in access exclusive mode`)
    if ((await client.query(`select from ${name} limit 1`)).rowCount) filled.push(tableName(table))
  }
  if (filled.length > 0) {
    throw new BackupError(
      'restore-not-empty',
      `The database is not empty (${filled.join(', ')}). Restore into a new data folder, before the node first runs on it. Nothing was restored.`,
    )
  }
}

async function load(
  client: pg.Client,
  file: string,
  backup: CheckedBackup,
  files: ReturnType<typeof createFileWriter>,
  onProgress: OnProgress | undefined,
): Promise<SequenceState[]> {
  const tables = new Map(backup.header.tables.map((table) => [tableName(table), table]))
  const sequences: SequenceState[] = []
  let writer: ReturnType<typeof createRowWriter> | null = null
  let what = ''
  let rows = 0
  for await (const batch of readBackupFile(file)) {
    for (const line of batch) {
      if (Array.isArray(line)) {
        await writer?.add(line)
        if (++rows % 1000 === 0) onProgress?.({ step: 'restoring', what, rows, of: backup.rows })
      } else if (!isMark(line)) {
        files.add(line)
      } else if (line.kind === 'table') {
        what = tableName(line)
        const table = tables.get(what)
        writer = table ? createRowWriter(client, table) : null
      } else if (line.kind === 'table-end') {
        await writer?.flush()
      } else if (line.kind === 'file') {
        files.begin(line.path)
      } else if (line.kind === 'file-end') {
        files.end()
      } else if (line.kind === 'sequence') {
        sequences.push(line)
      }
    }
  }
  return sequences
}

/** Reads every table back: what is about to be committed is what was saved. */
async function compare(client: pg.Client, backup: CheckedBackup, onProgress: OnProgress | undefined): Promise<void> {
  let rows = 0
  for (const table of backup.header.tables) {
    const digest = createRowDigest()
    for await (const batch of readRows(client, table)) for (const row of batch) digest.add(row)
    rows += digest.rows
    onProgress?.({ step: 'comparing', what: tableName(table), rows, of: backup.rows })
    if (digest.rows !== table.rows || digest.value() !== backup.digests.get(tableName(table))) {
      throw new BackupError(
        'restore-failed',
        `The rows of ${tableName(table)} did not arrive as they were saved. Nothing was restored.`,
      )
    }
  }
}

/** Every file that a row names is there, and every file on the disk is the one that was saved. */
async function compareFiles(client: pg.Client, { files }: CheckedBackup, dataRoot: string): Promise<void> {
  const saved = new Set(files.map(({ path }) => path))
  const missing = [...((await namedFiles(client)) ?? [])].filter((path) => !saved.has(path))
  if (missing.length > 0) {
    throw new BackupError(
      'backup-damaged',
      `The backup names ${missing.length} files that it does not hold: ${missing.slice(0, 3).join(', ')}. Nothing was restored.`,
    )
  }
  checkDataFiles(dataRoot, files)
}

function asBackupError(error: unknown): BackupError {
  if (error instanceof BackupError) return error
  if (codeOf(error) === '42501') {
    return new BackupError(
      'restore-not-permitted',
      'A restore must set triggers aside, which only a superuser of the database may. Connect as one. Nothing was restored.',
      error,
    )
  }
  return new BackupError(
    'restore-failed',
    `Nothing was restored: ${error instanceof Error ? error.message : String(error)}`,
    error,
  )
}
