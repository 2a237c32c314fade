import type { Tx } from '../../../safeguards/access/access-store.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import type { CargoSubject, OtherFacts } from '../subjects/cargo-subject.ts'
import { dayOf } from '../tables/days.ts'
import type { TableSet } from '../tables/table-set.ts'
import { tablesInForce } from '../tables/tables-in-force.ts'

type TableFacts = Pick<OtherFacts, 'rate' | 'unClasses'>

/**
 * Stores in each assessment the tables in force and the tags that they give the consignment today. A masked consignment has no
 * tags. Returns a function for the other facts that rules read from tables: the rate of today, and the classes of UN numbers.
 */
export async function applyTables(
  tx: Tx,
  subjects: readonly CargoSubject[],
): Promise<(subject: CargoSubject) => TableFacts> {
  const tables = await tablesInForce(tx)
  const today = dayOf(tx.now)
  const next = takeTurns()
  for (const { assessed, value } of subjects) {
    assessed.tables = tables.hashes
    assessed.tags = value === null ? [] : tagsIn(tables, value, today)
    await next()
  }
  return ({ value }) => factsIn(tables, value, today)
}

/** Returns the tags that tables give a consignment on a day, `2026-03-01`. */
export const tagsIn = (tables: TableSet, { consignment }: MergedConsignment, day: string): string[] =>
  [...tables.tagsOf(consignment, day)].sort()

/** Returns the other facts that rules read from tables about a consignment on a day. */
export const factsIn = (tables: TableSet, value: MergedConsignment | null, day: string): TableFacts => ({
  rate: tables.rateOf(value?.consignment.value?.currency ?? null, day),
  unClasses: tables.unClassesOf(value?.consignment.unNumbers ?? []),
})
