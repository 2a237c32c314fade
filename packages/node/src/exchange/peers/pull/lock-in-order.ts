import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { lockHeads } from '../../delivery/index.ts'
import type { CheckedEntry } from './check-page.ts'
import { isPlainUuid } from './check-signal-entry.ts'

/**
 * Locks what a page's entries may change before the first is applied, in the order that every transaction uses:
 * agreements, logs, received signals (decision 0025). Entries come in any order, so that two pages applied without
 * this could deadlock.
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
  // Ending a signal that was passed on changes the logs of others too.
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
