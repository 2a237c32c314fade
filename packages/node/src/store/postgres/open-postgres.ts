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
 *
 * Without `databaseUrl` it starts a private server in `dataRoot` and keeps it running until `stop()`. The server runs
 * as an unprivileged user, even if the node runs as root. It listens on a Unix socket only, with peer authentication,
 * checksums and fsync. It ends together with this process, even after `kill -9`, and is restarted if it dies while the
 * node lives (`onDown`, `onUp`). The first start creates the database `entente` and the roles `entente_owner`
 * (for migrations), `entente_verifier`, `entente_app` and `entente_oversight`, as the superuser `entente_root`; the migrations grant
 * rights on tables. `appUser` is the system user of a separate process that serves. Throws
 * `PostgresError` with a code and a sentence for the operator: `pg-in-use`, `pg-version`, `pg-binaries-missing`,
 * `pg-user-missing`, `pg-init-failed`, `pg-start-failed`, `data-root-unreachable`, `data-root-not-writable` and others.
 *
 * With `databaseUrl` it uses that database and starts no server. `connection('entente_owner')` uses the login of the
 * URL, which runs the migrations and so must own the database. `entente_app` and `entente_oversight` use the same
 * login, which takes the role when it connects (`options=-c role=…`; a pooler in transaction mode, such as pgbouncer,
 * does not pass this on). If these roles are missing and the login may create roles, they are created as NOLOGIN roles.
 * If the login may not take them, every query runs as the login itself, `rolesSeparated` is false, and a warning is
 * logged. A login can always leave a role that it took (`reset role`), so this protects against faults of the node, not
 * against a person who has the URL. A login that can become neither the owner nor `entente_verifier` is `separated`: another process
 * migrates and signs the log. The rights of `public` in that database are not changed.
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
 * Returns the server of the node that has `dataRoot` open, or null if there is none. Commands that run next to a node
 * use it (backup, doctor). They must run as the same system user as the node, because the server accepts only that
 * user.
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
