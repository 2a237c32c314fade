export { type BackupOptions, backupTo } from './backup-to.ts'

export { rawFilesLock } from './raw-files-lock.ts'
export { restoreFrom } from './restore-from.ts'
