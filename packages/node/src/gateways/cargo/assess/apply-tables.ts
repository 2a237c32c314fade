import type { Tx } from '../../../safeguards/access/access-store.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import type { OtherFacts } from '../rules/hits/evaluate-rules.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'
import { dayOf, tablesInForce } from '../tables/tables-in-force.ts'

/**
 * Notes the tables in force and the tags that they give each consignment today. A masked consignment has no tags. Returns a
 * function for what else the tables tell rules: the rate of today, and the classes of UN numbers.
 */
export async function applyTables(
  tx: Tx,
  subjects: readonly CargoSubject[],
): Promise<(subject: CargoSubject) => Pick<OtherFacts, 'rate' | 'unClasses'>> {
  const tables = await tablesInForce(tx)
  const today = dayOf(tx.now)
  const next = takeTurns()
  for (const { assessed, value } of subjects) {
    assessed.tables = tables.hashes
    assessed.tags = value === null ? [] : [...tables.tagsOf(value.consignment, today)].sort()
    await next()
  }
  return ({ value }) => ({
    rate: tables.rateOf(value?.consignment.value?.currency ?? null, today),
    unClasses: tables.unClassesOf(value?.consignment.unNumbers ?? []),
  })
}
