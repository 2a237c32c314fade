import pg from 'pg'
import type { BackupTable, Row } from './format.ts'
import { isBlanked } from './tables.ts'

const wide = 32 * 1024
const narrowAtOnce = 250

/**
 * Reads the rows of a table as texts, within the running transaction. Rows over 32 KiB are read one by one, because a
 * stored message may have 8 MB.
 */
export async function* readRows(client: pg.ClientBase, table: BackupTable): AsyncGenerator<Row[]> {
  const columns = table.columns.map(({ name }) =>
    isBlanked(table, name) ? 'null::text' : `${pg.escapeIdentifier(name)}::text`,
  )
  const from = `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`
  const width = widthOf(table)
  for (const { rows, where } of [
    { rows: narrowAtOnce, where: `${width} <= ${wide}` },
    { rows: 1, where: `${width} > ${wide}` },
  ]) {
    await client.query(
      `declare backup_rows no scroll cursor for select ${columns.join(', ')} from ${from} where ${where}`,
    )
    for (;;) {
      const batch = await client.query<Row>({ text: `fetch ${rows} from backup_rows`, rowMode: 'array' })
      if (batch.rows.length === 0) break
      yield batch.rows
    }
    await client.query('close backup_rows')
  }
}

/**
 * Returns an SQL expression for the approximate length of a row as text. For bytea and text columns PostgreSQL knows
 * the length without reading the value.
 */
function widthOf(table: BackupTable): string {
  const sizes = table.columns.map(({ name, type }) => {
    const column = pg.escapeIdentifier(name)
    if (type === 'bytea') return `coalesce(2 * octet_length(${column}), 0)`
    if (type === 'text') return `coalesce(octet_length(${column}), 0)`
    return `coalesce(pg_column_size(${column}), 0)`
  })
  return `(${sizes.join(' + ')})`
}
