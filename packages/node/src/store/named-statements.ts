import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { codeOf } from './postgres/errors.ts'

/** A statement is prepared from this many runs on. Each connection then parses and plans it only once. */
const oftenEnough = 4
/**
 * Limits on prepared statements. They are needed because a connection keeps its prepared statements until it is closed.
 */
const mostNames = 400
const longestText = 20_000
const mostCounted = 4_000
// 0A000 is feature_not_supported (a migration changed the row type of a prepared statement), 26000 is
// invalid_sql_statement_name (a pooler lost the statement).
const preparedCodes = new Set(['0A000', '26000'])

/**
 * A statement with a list of this length is planned for its run. PostgreSQL keeps the plan of a prepared statement while its tables
 * grow, until it next measures them: a plan made for an almost empty table reads the whole table for each element. For few elements
 * the planning would cost more.
 */
const longList = 50

/** Wraps a pool for kysely so that frequent statements are prepared under a name. */
export function withNamedStatements(pool: pg.Pool): PostgresPool {
  const nameOf = createStatementNames()
  return {
    connect: async () => namedClient(await pool.connect(), nameOf),
    end: () => pool.end(),
  } as PostgresPool
}

/** Returns a function that gives each frequent statement a name and returns undefined for all other statements. */
export function createStatementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  let counts = new Map<string, number>()
  return (text) => {
    const name = names.get(text)
    if (name !== undefined) return name
    if (names.size >= mostNames || text.length > longestText) return undefined
    const count = (counts.get(text) ?? 0) + 1
    if (count < oftenEnough) {
      // Restart the count, because statements that differ each time would fill the memory.
      if (counts.size >= mostCounted) counts = new Map()
      counts.set(text, count)
      return undefined
    }
    counts.delete(text)
    names.set(text, `s${names.size}`)
    return names.get(text)
  }
}

const isLong = (value: unknown): boolean => Array.isArray(value) && value.length >= longList

function namedClient(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  let broken = false
  const query = async (text: string, values: unknown[]): Promise<pg.QueryResult> => {
    const name = values.some(isLong) ? undefined : nameOf(text)
    if (name === undefined) return client.query(text, values)
    try {
      return await client.query({ name, text, values })
    } catch (error) {
      // Do not use a connection with invalid prepared statements again.
      if (preparedCodes.has(codeOf(error) ?? '')) broken = true
      throw error
    }
  }
  const release = (discard?: boolean): void => client.release(broken || discard === true)
  // `query` also accepts a cursor, but this project does not use that form.
  return { query, release } as unknown as PostgresPoolClient
}
