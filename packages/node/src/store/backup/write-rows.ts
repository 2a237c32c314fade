import pg from 'pg'
import type { BackupTable, Row } from './format.ts'

const rowsAtOnce = 500
const charactersAtOnce = 8 * 1024 * 1024

/** Inserts rows given as texts. It collects them into large statements; `flush` inserts the rest. */
export function createRowWriter(
  client: pg.ClientBase,
  table: BackupTable,
): { add(row: Row): Promise<void>; flush(): Promise<void> } {
  const statement = insertStatement(table)
  let rows: Row[] = []
  let characters = 0
  const flush = async (): Promise<void> => {
    if (rows.length === 0) return
    const columns = table.columns.map((_, place) => rows.map((row) => row[place] ?? null))
    rows = []
    characters = 0
    await client.query(statement, columns)
  }
  return {
    add: async (row) => {
      rows.push(row)
      for (const value of row) characters += value?.length ?? 0
      if (rows.length >= rowsAtOnce || characters >= charactersAtOnce) await flush()
    },
    flush,
  }
}

function insertStatement(table: BackupTable): string {
  const into = `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`
  const names = table.columns.map(({ name }) => pg.escapeIdentifier(name))
  const given = table.columns.map((_, place) => `$${place + 1}::text[]`)
  const aliases = table.columns.map((_, place) => `c${place}`)
  // Take the type names from this database's catalogue. They were already compared with those in the file.
  const values = table.columns.map(({ type }, place) => `u.c${place}::${type}`)
  return `insert into ${into} (${names.join(', ')}) overriding system value select ${values.join(', ')} from unnest(${given.join(', ')}) as u(${aliases.join(', ')})`
}
