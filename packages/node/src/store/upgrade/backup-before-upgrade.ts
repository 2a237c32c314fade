import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type pg from 'pg'
import { type BackupSummary, backupTo } from '../backup/backup-to.ts'
import { listDataFiles } from '../backup/data-files.ts'
import { readMigrations } from '../migrate.ts'
import { codeOf, PostgresError } from '../postgres/errors.ts'
import { withClient } from '../postgres/provision.ts'

/** An automatic backup is deleted after this time, because records that were erased since are still in it. */
const keepUpgradeBackupDays = 14

const prefix = 'before-upgrade-'
/** The number of the newest migration in a backup, such as `0029`, distinguishes what releases can restore. */
const nameOf = (schema: string, at: Date): string =>
  `${prefix}${schema}-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.backup`
/** The file system keeps this much free space beside the backup. */
const spareBytes = 256 * 1024 * 1024

/**
 * Writes a backup of the database before a migration, into a folder that only its owner can read, and then deletes
 * earlier automatic backups of the same schema. So a node that fails and starts again and again keeps one, and a node that was killed
 * between two migrations keeps the one that the older release can restore. Throws `PostgresError`
 * `upgrade-backup-no-room` if the database and its files could not fit, and the errors of `backupTo`.
 */
export async function backupBeforeUpgrade(options: {
  owner: pg.PoolConfig
  dataRoot: string
  folder: string
  /** Without recipients the backup is not encrypted: an operator must be able to upgrade without preparation. */
  recipients: readonly string[]
  now?: Date
}): Promise<BackupSummary> {
  const { owner, dataRoot, folder, now = new Date() } = options
  const recipients = options.recipients.length === 0 ? 'clear' : options.recipients
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const needed = (await sizeOf(owner, dataRoot)) + spareBytes
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free < needed)
    throw new PostgresError(
      'upgrade-backup-no-room',
      `The release that ran until now cannot run after this upgrade, so a backup comes first. It may need ${megabytes(needed)} MB, and ${folder} has ${megabytes(free)} MB. Nothing was changed. Make room, or name another folder in ENTENTE_UPGRADE_BACKUP, or make a backup by hand and set ENTENTE_UPGRADE_BACKUP=off.`,
    )
  const earlier = await listUpgradeBackups(folder)
  const schema = await schemaOf(owner)
  const summary = await backupTo(join(folder, nameOf(schema, now)), { connection: owner, dataRoot, recipients })
  for (const file of earlier.filter((one) => basename(one).startsWith(`${prefix}${schema}-`)))
    await rm(file, { force: true })
  return summary
}

/** Deletes automatic backups that are too old, and what a killed backup left. Returns their paths. */
export async function deleteOldUpgradeBackups(folder: string, now: Date): Promise<string[]> {
  const deleted: string[] = []
  for (const file of await listUpgradeBackups(folder)) {
    const { mtimeMs } = await stat(file)
    if (now.getTime() - mtimeMs < keepUpgradeBackupDays * 86_400_000) continue
    await rm(file, { force: true })
    deleted.push(file)
  }
  return deleted
}

async function listUpgradeBackups(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder)
    return names.filter((name) => name.startsWith(prefix)).map((name) => join(folder, name))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

/** Returns the number of the newest migration of a database. */
function schemaOf(owner: pg.PoolConfig): Promise<string> {
  return withClient(owner, async (client) => ((await readMigrations(client)).at(-1) ?? '').slice(0, 4))
}

/** Returns the bytes of the database with its indexes, and of the files that a backup includes. */
async function sizeOf(owner: pg.PoolConfig, dataRoot: string): Promise<number> {
  const database = await withClient(owner, async (client) => {
    const { rows } = await client.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes')
    return Number(rows[0]?.bytes)
  })
  const sizes = await Promise.all(
    listDataFiles(dataRoot).map(async (path) => {
      const found = await stat(join(dataRoot, path)).catch(() => null)
      return found?.size ?? 0
    }),
  )
  return sizes.reduce((sum, size) => sum + size, database)
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024)
