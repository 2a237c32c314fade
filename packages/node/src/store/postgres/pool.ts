import pg from 'pg'
import { codeOf } from './errors.ts'
import type { Log } from './types.ts'

/**
 * Creates a connection pool that survives its server: a broken idle connection is logged by its code (never its text, which may quote
 * values) and replaced at the next use. Pool and clients have error handlers, because without them a lost server would end the process.
 */
export function openPool(config: pg.PoolConfig, options: { max: number; log: Log }): pg.Pool {
  const pool = new pg.Pool({ ...config, max: options.max })
  const lost = (error: unknown): void => options.log('postgres.connection-lost', { code: codeOf(error) ?? 'unknown' })
  pool.on('error', lost)
  // Errors of a checked-out client do not reach the pool; the query in flight rejects with the same error.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const connectionCodes = new Set([
  ...['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'],
  // admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections
  ...['57P01', '57P02', '57P03', '53300'],
  // connection exceptions (class 08) as the server reports them
  ...['08000', '08001', '08003', '08004', '08006'],
])
const transactionCodes = new Set(['40001', '40P01'])
const connectionWords =
  /connection error and is not queryable|Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/

/**
 * Returns whether the same work may succeed if repeated from its start: the server was unavailable, or the transaction lost against another
 * (serialization failure, deadlock). If the connection broke during `commit`, its outcome is unknown: repeat only what is idempotent.
 */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error)
  if (code !== null && (connectionCodes.has(code) || transactionCodes.has(code))) return true
  return error instanceof Error && connectionWords.test(error.message)
}
