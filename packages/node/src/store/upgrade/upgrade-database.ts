import type pg from 'pg'
import { migrate } from '../migrate.ts'
import { backupBeforeUpgrade } from './backup-before-upgrade.ts'

export interface UpgradeOptions {
  /** How the owner connects to the application's database. */
  owner: pg.PoolConfig
  /** The folder that contains `keys/` and `raw/`. */
  dataRoot: string
  /** The folder of automatic backups; null if the operator switched them off. */
  backupFolder: string | null
  /** Who can open the backup. If there is none, it is not encrypted, as the data that it lies beside. */
  recipients: readonly string[]
  /** Receives the steps for the log or the terminal: `upgrade.backup-started`, `upgrade.backup`, `upgrade.backup-clear`, `upgrade.no-backup`, `database.newer`. */
  log(event: string, fields: Record<string, unknown>): void
}

/**
 * Migrates the database. If the release that ran until now cannot run on the result, writes a backup first. Returns the
 * names of the migrations that were applied now. Throws `PostgresError` `database-newer`, `upgrade-backup-no-room`, and
 * the errors of a backup; the database is then unchanged.
 */
export function upgradeDatabase({ backupFolder, log, ...options }: UpgradeOptions): Promise<string[]> {
  return migrate(options.owner, undefined, {
    onNewer: (unknown) => log('database.newer', { unknown }),
    async beforeOneWay(because) {
      if (backupFolder === null) log('upgrade.no-backup', { because })
      else {
        log('upgrade.backup-started', { folder: backupFolder, because })
        const summary = await backupBeforeUpgrade({ ...options, folder: backupFolder })
        log('upgrade.backup', { ...summary })
        if (summary.recipients === 'clear')
          log('upgrade.backup-clear', { file: summary.file, set: 'ENTENTE_BACKUP_TO' })
      }
    },
  })
}
