import type pg from 'pg'
import { describeFault } from '../describe-fault.ts'
import { applyMigration, grantSchema, lockMigrations } from '../migrate.ts'
import { type Migration, migrations } from '../migrations/index.ts'
import { codeOf } from '../postgres/errors.ts'
import { isRetryable } from '../postgres/pool.ts'
import { withClient } from '../postgres/provision.ts'
import { type CheckedBackup, checkBackup, isMark } from './check-backup.ts'
import { BackupError } from './errors.ts'
import type { Header, Line, OnProgress } from './format.ts'
import { namedFiles } from './named-files.ts'
import { planMigrations, prepareJobs, prepareTables } from './prepare-target.ts'
import { readBackupFile } from './read-file.ts'
import { readRows } from './read-rows.ts'
import { checkDataFiles, createFileWriter } from './restore-files.ts'
import { createRowDigest } from './row-digest.ts'
import { type SequenceState, writeSequence } from './sequences.ts'
import { pinTextForm, tableName } from './tables.ts'
import { createRowWriter } from './write-rows.ts'

export interface RestoreOptions {
  /**
   * How the owner connects to an empty database. The database is new, or its schema is not newer than that of the
   * backup. The login must be a superuser, as in the private server.
   */
  connection: pg.ClientConfig
  /** The folder that will contain `keys/` and `raw/`. */
  dataRoot: string
  /** The private keys for an encrypted backup. */
  identities?: readonly string[] | undefined
  /** Runs in the transaction of the restore, as its last step. */
  finish?: ((client: pg.ClientBase, header: Header) => Promise<void>) | undefined
  /** Undoes what `finish` wrote outside the database, if nothing was restored. */
  undo?: (() => void) | undefined
  /** All migrations of this release, in order. */
  migrations?: readonly Migration[] | undefined
  onProgress?: OnProgress | undefined
}

export interface RestoreSummary {
  createdAt: string
  /** The schema version of the backup. */
  schemaVersion: string
  /** Names of the migrations that ran after the rows were loaded; empty if the backup is of this release. */
  migrated: string[]
  rows: number
  files: number
}

/**
 * Restores a backup of this release or an older one into an empty database. One transaction migrates the database to
 * the schema of the backup, loads the rows, and migrates them to the newest schema. Before anything is written, the
 * file is checked completely. Before the rows are migrated, every table and file is read back and compared with the
 * backup. After an error the database and the files are as before, except that a new database may have the empty tables
 * of the job queue. After a kill or an unconfirmed commit, repeating the restore accepts the files that the first
 * attempt left. Throws `BackupError`: `backup-unreadable`, `backup-damaged`, `backup-version`, `backup-newer`,
 * `backup-schema`, `restore-not-empty`, `restore-not-permitted`, `restore-failed`, `identity-missing`, `identity-wrong`.
 */
export async function restoreFrom(file: string, options: RestoreOptions): Promise<RestoreSummary> {
  const identities = options.identities ?? []
  const backup = await checkBackup(file, identities, options.onProgress)
  checkDataFiles(options.dataRoot, backup.files)
  const files = createFileWriter(options.dataRoot)
  let committing = false
  try {
    return await withClient(options.connection, async (client) => {
      // A node that starts during the restore waits for this lock and then finds a complete schema.
      await lockMigrations(client)
      // Only a superuser may change this setting. Try it first, so that a refusal comes before any change.
      await client.query('set session_replication_role = replica; reset session_replication_role')
      const plan = await planMigrations(client, file, backup.header, options.migrations ?? migrations)
      await prepareJobs(client, options.connection, file, backup.header)
      await client.query('begin')
      const tables = await prepareTables(client, file, backup.header, plan.toBackup)
      await pinTextForm(client)
      const sequences = await load(
        client,
        readBackupFile(file, identities),
        { ...backup, tables },
        files,
        options.onProgress,
      )
      await compare(client, { ...backup, tables }, options.onProgress)
      files.finish()
      await compareFiles(client, backup, options.dataRoot)
      for (const sequence of sequences) await writeSequence(client, sequence)
      await migrateOn(client, plan.onward, backup.rows, options.onProgress)
      await failListTasks(client)
      await grantSchema(client)
      await options.finish?.(client, backup.header)
      committing = true
      await client.query('commit')
      const { createdAt, schemaVersion } = backup.header
      const migrated = plan.onward.map(({ name }) => name)
      return { createdAt, schemaVersion, migrated, rows: backup.rows, files: backup.files.length }
    })
  } catch (error) {
    // Keep the files: the rows may be committed although no confirmation arrived.
    if (committing) throw unconfirmed(error)
    files.undo()
    options.undo?.()
    throw asBackupError(error)
  }
}

const unconfirmed = (error: unknown): BackupError =>
  new BackupError(
    'restore-failed',
    `The database did not confirm the restore (${describeFault(error)}). Its files were left in place. Run the restore again: "restore-not-empty" then means that it was complete.`,
    error,
  )

/**
 * Migrates the loaded rows in the same way as an upgrade: with triggers and foreign keys, and with the settings of a
 * migration.
 */
async function migrateOn(
  client: pg.Client,
  onward: readonly Migration[],
  rows: number,
  onProgress: OnProgress | undefined,
): Promise<void> {
  if (onward.length === 0) return
  await client.query('reset all')
  // Migrations that join tables need statistics, and autovacuum does not analyse tables of an open transaction.
  await client.query('analyze')
  for (const migration of onward) {
    onProgress?.({ step: 'migrating', what: migration.name, rows, of: rows })
    try {
      await applyMigration(client, migration)
    } catch (error) {
      if (isRetryable(error)) throw error
      throw new BackupError(
        'restore-failed',
        `The migration ${migration.name} failed on the rows of the backup (${describeFault(error)}). Nothing was restored.`,
        error,
      )
    }
  }
}

/**
 * Fails the unfinished tasks of lists. The node would otherwise repeat imports that were requested before the backup,
 * although their officers may have imported other files since. A schema of an older release has no such table.
 */
async function failListTasks(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select where to_regclass('public.list_task') is not null")
  if (rowCount === 0) return
  const detail = 'The node was restored from a backup. Nothing was changed. Start it again.'
  await client.query(
    `update public.list_task set state = 'failed', phase = null, finished_at = now(), body = null, problem = $1
     where finished_at is null`,
    [JSON.stringify({ code: 'task-interrupted', detail, at: null })],
  )
}

/** A backup together with the tables to restore. */
type Loading = CheckedBackup & { tables: Header['tables'] }

async function load(
  client: pg.Client,
  lines: AsyncIterable<Line[]>,
  backup: Loading,
  files: ReturnType<typeof createFileWriter>,
  onProgress: OnProgress | undefined,
): Promise<SequenceState[]> {
  const tables = new Map(backup.tables.map((table) => [tableName(table), table]))
  const sequences: SequenceState[] = []
  let writer: ReturnType<typeof createRowWriter> | null = null
  let what = ''
  let rows = 0
  for await (const batch of lines) {
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

/** Reads every table back and compares it with the backup before the commit. */
async function compare(client: pg.Client, backup: Loading, onProgress: OnProgress | undefined): Promise<void> {
  let rows = 0
  for (const table of backup.tables) {
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

/** Checks that every file named by a row exists, and that every file on disk equals the file in the backup. */
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
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === '53100') {
    return new BackupError('restore-failed', 'The disk is full: make room and try again. Nothing was restored.', error)
  }
  if (code === '42501') {
    return new BackupError(
      'restore-not-permitted',
      'A restore must set triggers aside, which only a superuser of the database may. Connect as one. Nothing was restored.',
      error,
    )
  }
  if (isRetryable(error)) {
    const advice =
      'The connection to the database was lost: see that it runs and that its disk has room, and try again.'
    return new BackupError('restore-failed', `${advice} Nothing was restored.`, error)
  }
  return new BackupError(
    'restore-failed',
    `Nothing was restored: ${error instanceof Error ? error.message : String(error)}`,
    error,
  )
}
