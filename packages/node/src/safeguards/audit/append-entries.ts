import { type RawBuilder, sql } from 'kysely'
import type { EntryRow } from './entry.ts'

/**
 * Returns a statement that adds entries to the log. It calls `audit.append` of the database, which takes type, actor, reference and
 * time from the text of each entry and refuses another form (EN011), a time that is not that of the database (EN012), and a time of
 * more than a minute before the last entry (EN013).
 */
export function appendEntries(rows: readonly EntryRow[]): RawBuilder<unknown> {
  // Canonical JSON has no line break, so one text can hold all entries.
  const entries = rows.map(({ entry }) => entry).join('\n')
  let end = 0
  const ends = rows.map(({ details }) => {
    end += details.length
    return end
  })
  const details = Buffer.concat(rows.map((row) => row.details))
  const salts = Buffer.concat(rows.map(({ salt }) => salt))
  return sql`select audit.append(${entries}, ${details}, ${ends}::int[], ${salts})`
}
