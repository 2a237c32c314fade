import { type Insertable, type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

type Plain = string | number | boolean | Date | Buffer | Uint8Array | readonly string[] | null | undefined

/**
 * Inserts rows with one statement that has few parameters, however many rows there are. PostgreSQL prepares this
 * statement once, whereas it would parse and plan a statement with thousands of parameters for each batch. All rows
 * must have the columns of the first one. `at` names the columns of the unique constraint; an empty list means any
 * constraint. If a row conflicts there, the stored row stays (`none`), or all its other columns are overwritten
 * (`all`). Columns may have plain types, arrays of texts or bytes, but not JSON.
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
  const { records, blobs, bytes } = apart(rows as readonly Record<string, Plain>[], columns)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const values = sql.join(columns.map((column) => cutFrom(blobs.get(column)) ?? sql.ref(column)))
  const at = conflict.at.length === 0 ? sql`` : sql`(${sql.join(conflict.at.map((column) => sql.ref(column)))})`
  const rest = columns.filter((column) => !(conflict.at as readonly string[]).includes(column))
  const update =
    conflict.update === 'none'
      ? sql`nothing`
      : sql`update set ${sql.join(rest.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}`
  const all = blobs.size === 0 ? sql`` : sql`, (select ${bytes}::bytea as bytes) blob`
  await sql`insert into ${sql.table(table)} (${names})
    select ${values} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(records)}::json) with ordinality${all}
    on conflict ${at} do ${update}`.execute(db)
}

/** The position (from one) and the length of each row's bytes in the concatenated bytes; null if the row has none. */
interface Blob {
  from: number[]
  length: number[]
}

/** Removes the bytes from the rows, because in JSON they would be twice as long and slow to parse. */
function apart(rows: readonly Record<string, Plain>[], columns: readonly string[]) {
  const blobs = new Map<string, Blob>()
  for (const column of columns)
    if (rows.some((row) => row[column] instanceof Uint8Array)) blobs.set(column, { from: [], length: [] })
  const pieces: Uint8Array[] = []
  let size = 0
  const records = rows.map((row) => {
    const record: Record<string, Plain> = {}
    for (const column of columns) {
      const value = row[column]
      const blob = blobs.get(column)
      if (blob === undefined) {
        record[column] = value
        continue
      }
      const piece = value instanceof Uint8Array ? value : null
      blob.from.push(piece === null ? 0 : size + 1)
      blob.length.push(piece?.length ?? 0)
      if (piece !== null) pieces.push(piece)
      size += piece?.length ?? 0
    }
    return record
  })
  return { records, blobs, bytes: Buffer.concat(pieces, size) }
}

const cutFrom = (blob: Blob | undefined) =>
  blob &&
  sql`substring(blob.bytes from nullif((${blob.from}::int[])[ordinality], 0) for (${blob.length}::int[])[ordinality])`
