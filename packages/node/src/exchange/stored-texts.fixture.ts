import type { TestNode } from '@entente/testkit'
import { sql } from 'kysely'

/** Opens the stored parts of a table's rows, as far as their keys are there, and returns them as texts. */
export async function storedTexts(node: TestNode, table: 'signal' | 'signal_version' | 'hit'): Promise<string[]> {
  const id = sql.ref(table === 'signal_version' ? 'signal_id' : 'id')
  const { rows } = await sql<{
    id: string
    a: Buffer | null
    b: Buffer
  }>`select ${id} as id, a, b from ${sql.table(table)}`.execute(node.db)
  const { codec } = node.vault
  const open = (recordId: string, part: 'a' | 'b', bytes: Buffer | null): string => {
    try {
      return codec.openText(recordId, part, bytes)?.toString() ?? ''
    } catch {
      return ''
    }
  }
  return rows.map((row) => open(row.id, 'a', row.a) + open(row.id, 'b', row.b))
}
