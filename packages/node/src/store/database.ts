import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { withNamedStatements } from './named-statements.ts'
import type { Schema } from './schema.ts'

/** Creates the node's query builder over one pool. Only safeguards/ and the access store pass it on, inside a transaction. */
export function createDatabase(pool: pg.Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: withNamedStatements(pool) }) })
}
