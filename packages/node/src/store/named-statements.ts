import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { codeOf } from './postgres/errors.ts'

/** A statement is prepared from this many runs on: each connection then parses and plans it once. */
const oftenEnough = 4
/** Limits, because a connection keeps its prepared statements as long as it lives. */
const mostNames = 400
const longestText = 20_000
const mostCounted = 4_000
// feature_not_supported (a migration changed a prepared row type), invalid_sql_statement_name (a pooler lost it)
const preparedCodes = new Set(['0A000', '26000'])

/** Wraps a pool for kysely so that frequent statements are prepared under a name. */
export function withNamedStatements(pool: pg.Pool): PostgresPool {
  const nameOf = createStatementNames()
  return {
    connect: async () => namedClient(await pool.connect(), nameOf),
    end: () => pool.end(),
  } as PostgresPool
}

/** Returns a function that names frequent statements, and returns undefined for all others. */
export function createStatementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  let counts = new Map<string, number>()
  return (text) => {
    const name = names.get(text)
    if (name !== undefined) return name
    if (names.size >= mostNames || text.length > longestText) return undefined
    const count = (counts.get(text) ?? 0) + 1
    if (count < oftenEnough) {
      // Statements that differ every time would fill the memory, so counting restarts.
      if (counts.size >= mostCounted) counts = new Map()
      counts.set(text, count)
      return undefined
    }
    counts.delete(text)
    names.set(text, `s${names.size}`)
    return names.get(text)
  }
}

function namedClient(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  let broken = false
  const query = async (text: string, values: unknown[]): Promise<pg.QueryResult> => {
    const name = nameOf(text)
    if (name === undefined) return client.query(text, values)
    try {
      return await client.query({ name, text, values })
    } catch (error) {
      // A connection with invalid prepared statements is not used again.
      if (preparedCodes.has(codeOf(error) ?? '')) broken = true
      throw error
    }
  }
  const release = (discard?: boolean): void => client.release(broken || discard === true)
  // Cursors, the other form of `query`, are not used.
  return { query, release } as unknown as PostgresPoolClient
}
