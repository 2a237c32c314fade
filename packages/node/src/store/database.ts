import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { withNamedStatements } from './named-statements.ts'
import type { Schema } from './schema.ts'

/**
 * Creates the node's query builder over one connection pool. Other code gets it only from safeguards/ and the access
 * store, inside a transaction.
 */
export function createDatabase(pool: pg.Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: withNamedStatements(pool) }) })
}
