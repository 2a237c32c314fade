export { defaultDataRoot } from './data-root.ts'

export { findRunningPostgres } from './find-running.ts'
export { openPostgres } from './open-postgres.ts'
export { isRetryable, openPool } from './pool.ts'
export { privateConnection } from './private-connection.ts'
export { openDatabase, withClient } from './provision.ts'
export type { PostgresServer } from './types.ts'
