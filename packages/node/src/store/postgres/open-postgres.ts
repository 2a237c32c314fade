import { realpathSync } from 'node:fs'
import type pg from 'pg'
import { readNodeFile } from './node-file.ts'
import { openExternal } from './open-external.ts'
import { openPrivate } from './open-private.ts'
import { privateConnection } from './private-connection.ts'
import { isAlive, type ProcessMark } from './processes.ts'
import type { DatabaseRole, OpenPostgresOptions, PostgresServer } from './types.ts'

/**
 * Opens the store's PostgreSQL.
 * Without `databaseUrl` it starts a private server in `dataRoot` and keeps it running until `stop()`: as an unprivileged user (also when
 * the node runs as root), on a Unix socket only, with peer authentication, checksums and fsync. The server ends with this process, even
 * after `kill -9`, and restarts if it dies under the living node (`onDown`, `onUp`). The first start creates the database `entente` and the
 * roles `entente_owner` (superuser, for migrations), `entente_app` and `entente_oversight`; the migrations grant rights on tables. Throws
 * `PostgresError` with a code and a sentence for the operator: `pg-in-use`, `pg-version`, `pg-binaries-missing`, `pg-user-missing`,
 * `pg-init-failed`, `pg-start-failed`, `data-root-unreachable`, `data-root-not-writable`, …
 * With `databaseUrl` it uses that database and starts nothing. `connection('entente_owner')` is the URL's own login, which runs the
 * migrations and so must own the database. `entente_app` and `entente_oversight` are the same login, which takes the role on connect
 * (`options=-c role=…`, which a pooler in transaction mode such as pgbouncer does not pass on). They are created as NOLOGIN roles if they
 * are missing and the login may do so. If the login may not take them, every query runs as the login itself, `rolesSeparated` is false and
 * a warning is logged. Because the login can always leave a taken role (`reset role`), this guards against the node's bugs, not against
 * somebody who has the URL. Rights of `public` in that database stay as they are.
 */
export function openPostgres(options: OpenPostgresOptions): Promise<PostgresServer> {
  return options.databaseUrl ? openExternal(options.databaseUrl, options) : openPrivate(options)
}

/** A private server that a living node on this machine runs, and how to connect to it. */
interface RunningPostgres {
  node: ProcessMark
  socketDirectory: string
  dataRoot: string
  connection(role: DatabaseRole, database?: string): pg.PoolConfig
}

/**
 * Returns the server of the node that has `dataRoot` open, or null: for commands beside a running node (backup, doctor). They must run as
 * the node's own user, whom the server accepts.
 */
export function findRunningPostgres(dataRoot: string): RunningPostgres | null {
  const node = readNodeFile(dataRoot)
  if (!node || !isAlive(node)) return null
  const { socketDirectory, ...mark } = node
  return {
    node: mark,
    socketDirectory,
    dataRoot: realpathSync(dataRoot),
    connection: privateConnection(socketDirectory),
  }
}
