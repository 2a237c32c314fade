export type BackupErrorCode =
  | 'backup-exists'
  | 'backup-unwritable'
  | 'backup-failed'
  | 'backup-file-missing'
  | 'backup-unreadable'
  | 'backup-damaged'
  | 'backup-version'
  | 'backup-newer'
  | 'backup-schema'
  | 'restore-not-empty'
  | 'restore-not-permitted'
  | 'restore-failed'

/** A refusal by backup or restore. Its sentence tells the operator what failed, where, and what to do. */
export class BackupError extends Error {
  readonly code: BackupErrorCode
  constructor(code: BackupErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'BackupError'
    this.code = code
  }
}
