import type { CompiledQuery } from 'kysely'

/** A change whose result is not read. It is the result of `compile()` on a kysely query or on a raw statement. */
export type Statement = Pick<CompiledQuery, 'sql' | 'parameters'>

/** PostgreSQL counts the parameters of a statement in 16 bits; this limit is well below that. */
const mostParameters = 30_000

/**
 * Combines statements into few, so that each takes one round trip: `with s0 as (...), s1 as (...) select ...`. All
 * combined statements see the database as it was before the first, and foreign keys are checked after the last. No two
 * of them may change the same row, and they run in no defined order. Statements that only call a function (`select
 * f(...)`) run too.
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
  // PostgreSQL skips a plain select whose result is not used, but always runs statements that change rows. So use the
  // results of selects.
  const selects = part.flatMap(({ sql }, index) =>
    /^\s*select\b/i.test(sql) ? [`(select count(*) from s${index})`] : [],
  )
  return { sql: `with ${parts.join(', ')} select ${selects.length === 0 ? '1' : selects.join(', ')}`, parameters }
}
