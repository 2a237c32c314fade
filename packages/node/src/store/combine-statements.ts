import type { CompiledQuery } from 'kysely'

/** A change of which nothing is read back: what `compile()` of a kysely query or of a raw statement gives. */
export type Statement = Pick<CompiledQuery, 'sql' | 'parameters'>

/** PostgreSQL counts parameters in 16 bits; kept well below. */
const mostParameters = 30_000

/**
 * Makes few statements of many, each a single round trip to the database: `with s0 as (...), s1 as (...) select ...`. They see the database as it was
 * before all of them, and are checked (foreign keys) after all of them, so they must not change one row twice, and which is made first is not said. A statement that only calls a function
 * (`select f(...)`) is run as well.
 */
export function combineStatements(statements: readonly Statement[]): Statement[] {
  const combined: Statement[] = []
  let part: Statement[] = []
  let parameters = 0
  for (const statement of statements) {
    if (part.length > 0 && parameters + statement.parameters.length > mostParameters) {
      combined.push(asOne(part))
      part = []
      parameters = 0
    }
    part.push(statement)
    parameters += statement.parameters.length
  }
  if (part.length > 0) combined.push(asOne(part))
  return combined
}

function asOne(part: readonly Statement[]): Statement {
  const [only] = part
  if (part.length === 1 && only !== undefined) return only
  const parameters: unknown[] = []
  const parts = part.map((statement, index) => {
    const before = parameters.length
    parameters.push(...statement.parameters)
    return `s${index} as (${statement.sql.replaceAll(/\$(\d+)/g, (_, n: string) => `$${Number(n) + before}`)})`
  })
  // PostgreSQL leaves out a plain select that nobody asks for; what changes rows it always runs.
  const selects = part.flatMap(({ sql }, index) =>
    /^\s*select\b/i.test(sql) ? [`(select count(*) from s${index})`] : [],
  )
  return { sql: `with ${parts.join(', ')} select ${selects.length === 0 ? '1' : selects.join(', ')}`, parameters }
}
