import { openExternal } from './open-external.ts'
import { openPrivate } from './open-private.ts'
import type { OpenPostgresOptions, PostgresServer } from './types.ts'

/**
 * Opens the store's PostgreSQL.
 *
 * Without `databaseUrl` it starts a private server in `dataRoot` and keeps it up until `stop()`: as an unprivileged user (also when the
 * node runs as root), on a Unix socket only, with peer authentication, checksums and fsync. The server ends when this process does,
 * even by `kill -9`, and starts again when it dies under the living node (`onDown`, `onUp`). The first start makes the database
 * `entente` and the roles `entente_owner` (superuser, for migrations), `entente_app` and `entente_oversight`; grants on tables are the
 * migrations' work. Errors are `PostgresError` with a kebab-case code and a sentence for the operator: `pg-in-use`, `pg-version`,
 * `pg-binaries-missing`, `pg-user-missing`, `pg-init-failed`, `pg-start-failed`, `data-root-unreachable`, `data-root-not-writable`, …
 *
 * With `databaseUrl` it uses that database and starts nothing. `connection('entente_owner')` is the URL's own login, which runs the
 * migrations and so must own the database. `entente_app` and `entente_oversight` are the same login that takes the role at connect
 * (`options=-c role=…`, which a pooler in transaction mode such as pgbouncer does not pass on): they are made as NOLOGIN roles if they
 * are missing and the login may do so. Where the login may not take them, every query runs as the login itself, `rolesSeparated` is
 * false and a warning is logged. Since the login can always leave a taken role (`reset role`), this guards against the node's bugs,
 * not against someone who holds the URL. Rights of `public` in that database are left as they are.
 */
export function openPostgres(options: OpenPostgresOptions): Promise<PostgresServer> {
  return options.databaseUrl ? openExternal(options.databaseUrl, options) : openPrivate(options)
}
