import { codeOf } from '../postgres/errors.ts'

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
  | 'recipient-invalid'
  | 'identity-exists'
  | 'identity-unwritable'
  | 'identity-unreadable'
  | 'identity-invalid'
  | 'identity-missing'
  | 'identity-wrong'
  | 'vault-damaged'
  | 'root-key'
  | 'after-backup-unreadable'
  | 'after-backup-foreign'
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

export const damaged = (file: string, what: string): BackupError =>
  new BackupError('backup-damaged', `${file} is damaged or no backup: ${what}. Nothing was restored.`)

export const unreadable = (file: string, error: unknown): BackupError =>
  new BackupError('backup-unreadable', `${file} cannot be read (${codeOf(error) ?? 'unknown reason'}).`, error)
