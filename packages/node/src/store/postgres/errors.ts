/** Error codes for all failures in which the node's PostgreSQL does not start, does not run, or has an unusable schema. */
export type PostgresErrorCode =
  | 'pg-in-use'
  | 'pg-version'
  | 'pg-binaries-missing'
  | 'pg-user-missing'
  | 'pg-user-switch'
  | 'pg-init-failed'
  | 'pg-start-failed'
  | 'pg-stopped'
  | 'pg-unreachable'
  | 'database-newer'
  | 'database-not-migrated'
  | 'app-user-invalid'
  | 'database-url-invalid'
  | 'data-root-unreachable'
  | 'data-root-not-writable'
  | 'data-root-owner'
  | 'upgrade-backup-no-room'

/** A failure with a sentence for the operator. `message` names the folder or process and says what to do. */
export class PostgresError extends Error {
  readonly code: PostgresErrorCode
  constructor(code: PostgresErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'PostgresError'
    this.code = code
  }
}

/** Returns the system's code of a failed call (`ENOENT`, `57P03`), or null if the error has none. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
