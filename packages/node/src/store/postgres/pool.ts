import pg from 'pg'
import { codeOf } from './errors.ts'
import type { Log } from './types.ts'

/**
 * Settings of long connections. With keepalive, a query does not wait for ever on a connection whose other side has
 * vanished. Without the delay, the system would begin with it only after two hours.
 */
export const keptAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }

/**
 * Creates a connection pool that survives the loss of its server. A broken idle connection is replaced at the next use.
 * Its error is logged by code only, because the text may quote values. The pool and its clients have error handlers,
 * because without them a lost server would end the process.
 */
export function openPool(config: pg.PoolConfig, options: { max: number; log: Log }): pg.Pool {
  const pool = new pg.Pool({ ...config, ...keptAlive, max: options.max })
  const lost = (error: unknown): void => options.log('postgres.connection-lost', { code: codeOf(error) ?? 'unknown' })
  pool.on('error', lost)
  // Errors of a client in use do not reach the pool. The running query rejects with the same error, so ignore the
  // event.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const connectionCodes = new Set([
  ...['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
  // These codes mean admin_shutdown, crash_shutdown, cannot_connect_now and too_many_connections.
  ...['57P01', '57P02', '57P03', '53300'],
  // These are connection exceptions (class 08) that the server reports.
  ...['08000', '08001', '08003', '08004', '08006'],
  // The server has no room (disk_full), memory or working disk, or is a standby since a failover.
  ...['53000', '53100', '53200', '58030', '25006'],
])
/** The clock of the node differs from that of its database (`audit.append`). Work is repeated until they agree again. */
const clockCodes = new Set(['EN012', 'EN013'])
const transactionCodes = new Set(['40001', '40P01'])
const connectionWords =
  /(connection error|was closed) and is not queryable|Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/

/** Returns whether a transaction lost against another one (serialization failure, deadlock). */
export const isConflict = (error: unknown): boolean => transactionCodes.has(codeOf(error) ?? '')

/**
 * Returns whether the same work may succeed if it is repeated from its start. That is so if the server was unavailable
 * or had no room, if its clock differs, or if the transaction lost against another one (serialization failure, deadlock). If the
 * connection broke during `commit`, the result is unknown, so repeat only idempotent work.
 */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error)
  if (code !== null && (connectionCodes.has(code) || transactionCodes.has(code) || clockCodes.has(code))) return true
  return error instanceof Error && connectionWords.test(error.message)
}
