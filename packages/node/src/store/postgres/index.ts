export { defaultDataRoot } from './data-root.ts'
export { PostgresError, type PostgresErrorCode } from './errors.ts'
export { findRunningPostgres, type RunningPostgres } from './find-running.ts'
export { openPostgres } from './open-postgres.ts'
export { isRetryable, openPool } from './pool.ts'
export { privateConnection } from './private-connection.ts'
export { openDatabase, withClient } from './provision.ts'
export {
  applicationDatabase,
  type DatabaseRole,
  type Log,
  type OpenPostgresOptions,
  type PostgresServer,
  type PostgresState,
  type ServerUser,
} from './types.ts'
