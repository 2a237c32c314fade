export { backupTo } from './backup-to.ts'

export { rawFilesLock } from './hold-files.ts'
export { restoreFrom } from './restore-from.ts'
