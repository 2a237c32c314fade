import { type Insertable, type RawBuilder, sql } from 'kysely'
import type { Schema } from './schema.ts'

type Plain =
  | string
  | number
  | boolean
  | Date
  | Buffer
  | Uint8Array
  | readonly string[]
  | readonly Uint8Array[]
  | null
  | undefined
type Update<T extends keyof Schema> = 'none' | 'all' | readonly (keyof Insertable<Schema[T]> & string)[]
type Rows = readonly Record<string, Plain>[]

/**
 * Returns a statement that inserts rows. It has few parameters, however many rows there are, so PostgreSQL prepares it
 * once; it would parse and plan a statement with thousands of parameters for each batch. All rows must have the columns
 * of the first one, and there must be one. `at` names the columns of the unique constraint; an empty list means any
 * constraint. If a row conflicts there, the stored row stays (`none`), or its other columns are overwritten: `all` of
 * them or the listed ones. `json` names columns whose values are JSON texts. `returning` names columns of the inserted rows to return.
 */
export function insertRecords<T extends keyof Schema & string>(
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  options: {
    conflict?: { at: readonly (keyof Insertable<Schema[T]> & string)[]; update: Update<T> }
    bytes?: readonly (keyof Insertable<Schema[T]> & string)[]
    json?: readonly (keyof Insertable<Schema[T]> & string)[]
    returning?: readonly (keyof Insertable<Schema[T]> & string)[]
  } = {},
): RawBuilder<unknown> {
  const { conflict, bytes = [], json = [], returning = [] } = options
  const columns = columnsOf(rows as Rows)
  const { values, source } = recordSet(table, rows as Rows, columns, { bytes, json })
  const names = sql.join(columns.map((column) => sql.ref(column)))
  return sql`insert into ${sql.table(table)} (${names}) select ${sql.join(values)} from ${source}${onConflict(columns, conflict)}${
    returning.length === 0 ? sql`` : sql` returning ${sql.join(returning.map((column) => sql.ref(column)))}`
  }`
}

/**
 * Returns a statement that updates rows, each found by the column `key`. Like `insertRecords`, it has few parameters.
 * All rows must have the columns of the first one, and there must be one.
 */
export function updateRecords<T extends keyof Schema & string>(
  table: T,
  key: keyof Insertable<Schema[T]> & string,
  rows: readonly Partial<Insertable<Schema[T]>>[],
  options: {
    bytes?: readonly (keyof Insertable<Schema[T]> & string)[]
    json?: readonly (keyof Insertable<Schema[T]> & string)[]
  } = {},
): RawBuilder<unknown> {
  const { bytes = [], json = [] } = options
  const columns = columnsOf(rows as Rows)
  const { values, source } = recordSet(table, rows as Rows, columns, { bytes, json })
  const changed = columns.filter((column) => column !== key)
  const set = changed.map((column) => sql`${sql.ref(column)} = ${sql.ref(`changed.${column}`)}`)
  const picked = values.map((value, place) => sql`${value} as ${sql.ref(columns[place] as string)}`)
  return sql`update ${sql.table(table)} as stored set ${sql.join(set)} from (select ${sql.join(picked)} from ${source}) as changed
    where ${sql.ref(`stored.${key}`)} = ${sql.ref(`changed.${key}`)}`
}

function columnsOf(rows: Rows): string[] {
  const [first] = rows
  if (first === undefined) throw new Error('there are no rows to write')
  return Object.keys(first)
}

function onConflict(
  columns: readonly string[],
  conflict: { at: readonly string[]; update: 'none' | 'all' | readonly string[] } | undefined,
): RawBuilder<unknown> {
  if (conflict === undefined) return sql``
  const at = conflict.at.length === 0 ? sql`` : sql` (${sql.join(conflict.at.map((column) => sql.ref(column)))})`
  if (conflict.update === 'none') return sql` on conflict${at} do nothing`
  const rest = conflict.update === 'all' ? columns.filter((column) => !conflict.at.includes(column)) : conflict.update
  const set = rest.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`)
  return sql` on conflict${at} do update set ${sql.join(set)}`
}

/** Returns the rows as the source of a query, and the expression of each column in it. */
function recordSet(
  table: string,
  rows: Rows,
  columns: readonly string[],
  { bytes, json }: { bytes: readonly string[]; json: readonly string[] },
) {
  const blobs = new Map<string, Blob>()
  for (const column of columns) if (bytes.includes(column)) blobs.set(column, { from: [], length: [] })
  const all = takeBytes(rows, blobs)
  const plain = columns.filter((column) => !blobs.has(column))
  const common = plain.filter((column) => isCommon(rows, column))
  const own = plain.filter((column) => !common.includes(column))
  const base = sql`json_populate_record(null::${sql.table(table)}, ${recordText(rows[0] ?? {}, common, json)}::json)`
  const records = sql`json_populate_recordset(${base}, ${recordsText(rows, own, json)}::json) with ordinality`
  const source = blobs.size === 0 ? records : sql`${records}, (select ${all}::bytea as all_bytes) blob`
  return { values: columns.map((column) => cutFrom(blobs.get(column)) ?? sql`${sql.ref(column)}`), source }
}

/**
 * Returns whether all rows have one value in a column, such as their law or their message. PostgreSQL then reads the value
 * once, as the base of every row. It reads the value of a column in some 2 microseconds, as long as it needs to insert it.
 */
const isCommon = (rows: Rows, column: string): boolean => {
  const first = rows[0]?.[column] ?? null
  return rows.every((row) => (row[column] ?? null) === first)
}
const recordText = (row: Rows[number], columns: readonly string[], json: readonly string[]): string =>
  recordsText([row], columns, json).slice(1, -1)

/**
 * Writes these columns of rows as a JSON array of objects. `json` names columns whose values are JSON texts already. Rows of one
 * batch share most of their times, laws and senders, so each column keeps the text of the value before.
 */
export function recordsText(rows: Rows, columns: readonly string[], json: readonly string[] = []): string {
  const plans = columns.map((column) => ({
    ...{ column, name: `${JSON.stringify(column)}:`, isJson: json.includes(column) },
    ...{ value: undefined as Plain, text: 'null' },
  }))
  const records = rows.map((row) => {
    let record = ''
    for (const plan of plans) {
      const value = row[plan.column] ?? null
      if (plan.isJson && value === null) continue
      if (value !== plan.value) {
        plan.text = plan.isJson ? String(value) : JSON.stringify(jsonOf(value))
        plan.value = value
      }
      record += `${record === '' ? '{' : ','}${plan.name}${plan.text}`
    }
    return record === '' ? '{}' : `${record}}`
  })
  return `[${records.join()}]`
}

const jsonOf = (value: Plain): unknown => {
  if (value instanceof Uint8Array) return hexOf(value)
  if (!Array.isArray(value)) return value
  return value.map((item: string | Uint8Array) => (typeof item === 'string' ? item : hexOf(item)))
}
/** The text form of bytes in PostgreSQL. */
const hexOf = (bytes: Uint8Array): string =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}`

/** The position (from one) and the length of each row's bytes in the concatenated bytes; from zero if the row has none. */
interface Blob {
  from: number[]
  length: number[]
}

/** Concatenates the long bytes of all rows, because in JSON they would be twice as long and slow to parse. */
function takeBytes(rows: Rows, blobs: ReadonlyMap<string, Blob>): Buffer {
  const pieces: Uint8Array[] = []
  let size = 0
  for (const row of rows) {
    for (const [column, blob] of blobs) {
      const piece = row[column]
      const isBytes = piece instanceof Uint8Array
      blob.from.push(isBytes ? size + 1 : 0)
      blob.length.push(isBytes ? piece.length : 0)
      if (!isBytes) continue
      pieces.push(piece)
      size += piece.length
    }
  }
  return Buffer.concat(pieces, size)
}

const cutFrom = (blob: Blob | undefined) =>
  blob &&
  sql`substring(blob.all_bytes from nullif((${blob.from}::int[])[ordinality], 0) for (${blob.length}::int[])[ordinality])`
