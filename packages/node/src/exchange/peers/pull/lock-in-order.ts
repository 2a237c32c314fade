import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { lockHeads } from '../../delivery/index.ts'
import type { CheckedEntry } from './check-page.ts'
import { isPlainUuid } from './check-signal-entry.ts'

/**
 * Locks all rows that the entries of a page may change before the first entry is applied. Every transaction locks in
 * this order: agreements, logs, received signals (decision 0025). The entries themselves may have any order, so that
 * two pages applied at once could otherwise deadlock.
 */
export async function lockInOrder(tx: Tx, entries: readonly CheckedEntry[]): Promise<void> {
  const agreements = idsOf(
    entries.filter(({ type }) => type === 'agreement'),
    ({ object }) => [object.id, object.agreement],
  )
  if (agreements.length > 0)
    await tx.db
      .selectFrom('agreement')
      .select('id')
      .where('id', 'in', agreements)
      .orderBy('id')
      .orderBy('version')
      .forUpdate()
      .execute()
  const signals = idsOf(entries, ({ object, statement }) => [statement?.unchecked.id, object.signalId])
  // The end of a signal that was passed on also changes the logs of other members.
  if (entries.some(({ type }) => type !== 'signal') || (await anyPassedOn(tx, signals))) await lockHeads(tx)
  await lockSignals(tx, signals)
}

async function anyPassedOn(tx: Tx, ids: readonly string[]): Promise<boolean> {
  const { rows } = await sql`select from onward_pass where signal_id = any(${[...ids]}::uuid[]) limit 1`.execute(tx.db)
  return rows.length > 0
}

/**
 * Locks received signals until the transaction ends, in the order of their ids. Ids that are not stored are ignored.
 */
export async function lockSignals(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`select from signal where id = any(${[...ids]}::uuid[]) and received order by id for no key update`.execute(
    tx.db,
  )
}

const idsOf = (entries: readonly CheckedEntry[], of: (entry: CheckedEntry) => readonly unknown[]): string[] => [
  ...new Set(entries.flatMap(of).filter((id) => typeof id === 'string' && isPlainUuid(id)) as string[]),
]
