import { type Insertable, type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

type Plain = string | number | boolean | Date | Buffer | Uint8Array | readonly string[] | null | undefined

/**
 * Inserts rows by a statement of one parameter, however many rows and columns there are: it is prepared once, while a statement of thousands of parameters is
 * parsed and planned for each piece of a list. All rows have the columns of the first. Where a row stands at the columns `at` already (any unique ones if
 * there are none named), it stays (`none`) or takes every other column of the new one (`all`). For columns of plain types and arrays of texts; not for JSON.
 */
export async function insertRecords<T extends keyof Schema & string>(
  db: Kysely<Schema>,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  conflict: { at: readonly (keyof Insertable<Schema[T]> & string)[]; update: 'none' | 'all' },
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  const records = rows.map((row) =>
    Object.fromEntries(columns.map((column) => [column, asJson((row as Record<string, Plain>)[column])])),
  )
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const at = conflict.at.length === 0 ? sql`` : sql`(${sql.join(conflict.at.map((column) => sql.ref(column)))})`
  const rest = columns.filter((column) => !(conflict.at as readonly string[]).includes(column))
  const update =
    conflict.update === 'none'
      ? sql`nothing`
      : sql`update set ${sql.join(rest.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}`
  await sql`insert into ${sql.table(table)} (${names})
    select ${names} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(records)}::json)
    on conflict ${at} do ${update}`.execute(db)
}

/** As PostgreSQL reads it from JSON: bytes in hex. */
const asJson = (value: Plain): unknown =>
  value instanceof Uint8Array
    ? `\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}`
    : value
