import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { lockHeads } from '../../delivery/index.ts'
import type { CheckedEntry } from './check-page.ts'
import { isPlainUuid } from './check-signal-entry.ts'

/**
 * Holds what the entries of a page may change before the first of them is applied, in the order in which every act holds it: agreements, logs, signals of others
 * (decision 0025). Entries come in any order: two pages that were applied as they stand could wait for each other for ever.
 */
export async function holdInOrder(tx: Tx, entries: readonly CheckedEntry[]): Promise<void> {
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
  const signals = idsOf(entries, ({ object, statement }) => [statement?.said.id, object.signalId])
  // What was passed on changes the logs of others too.
  if (entries.some(({ type }) => type !== 'signal') || (await anyPassedOn(tx, signals))) await lockHeads(tx)
  await holdSignals(tx, signals)
}

async function anyPassedOn(tx: Tx, ids: readonly string[]): Promise<boolean> {
  const { rows } = await sql`select from onward_pass where signal_id = any(${[...ids]}::uuid[]) limit 1`.execute(tx.db)
  return rows.length > 0
}

/** Holds signals of others to the end of the act, in the order of their ids. Those that are not here yet are nobody's to hold. */
export async function holdSignals(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`select from signal where id = any(${[...ids]}::uuid[]) and received order by id for no key update`.execute(
    tx.db,
  )
}

const idsOf = (entries: readonly CheckedEntry[], of: (entry: CheckedEntry) => readonly unknown[]): string[] => [
  ...new Set(entries.flatMap(of).filter((id) => typeof id === 'string' && isPlainUuid(id)) as string[]),
]
