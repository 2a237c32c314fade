import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/**
 * Bytes fetched per query: the database driver decodes one value without a pause, and no other request is served
 * meanwhile.
 */
const slice = 4 * 1024 * 1024

interface Sealed {
  a: Buffer | null
  b: Buffer | null
}

/**
 * Loads the sealed values of a reading; undefined if this version does not exist. Large values are fetched in slices.
 */
export async function loadReading(tx: Tx, messageId: string, version: number): Promise<Sealed | undefined> {
  const sizes = sql`coalesce(octet_length(a), 0) + octet_length(b)`
  const kept = await tx.db
    .selectFrom('reading')
    .select([sql<number | null>`octet_length(a)`.as('sizeOfA'), sql<number>`octet_length(b)`.as('sizeOfB')])
    .select([
      sql<Buffer | null>`case when ${sizes} <= ${slice} then a end`.as('a'),
      sql<Buffer | null>`case when ${sizes} <= ${slice} then b end`.as('b'),
    ])
    .where('message_id', '=', messageId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (kept === undefined || kept.b !== null) return kept && { a: kept.a, b: kept.b }
  const { sizeOfA, sizeOfB } = kept
  return {
    a: sizeOfA === null ? null : await inSlices(tx, { messageId, version, column: 'a', size: sizeOfA }),
    b: await inSlices(tx, { messageId, version, column: 'b', size: sizeOfB }),
  }
}

async function inSlices(
  tx: Tx,
  { messageId, version, column, size }: { messageId: string; version: number; column: 'a' | 'b'; size: number },
): Promise<Buffer> {
  // A buffer with its own memory can be transferred to another thread without a copy.
  const whole = Buffer.allocUnsafeSlow(size)
  for (let from = 0; from < size; from += slice) {
    const { part } = await tx.db
      .selectFrom('reading')
      .select(sql<Buffer>`substring(${sql.ref(column)} from ${from + 1}::int for ${slice}::int)`.as('part'))
      .where('message_id', '=', messageId)
      .where('version', '=', version)
      .executeTakeFirstOrThrow()
    part.copy(whole, from)
  }
  return whole
}
