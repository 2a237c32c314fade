import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { chunksOf, takeTurns } from '../../../store/take-turns.ts'
import { insertRecords } from '../../../store/write-records.ts'
import { stowedKey } from '../consignments/stowed-container.ts'
import type { UndeclaredTable } from '../store/voyage-schema.ts'
import type { UndeclaredContainer } from './compare-voyages.ts'

/**
 * Stores all undeclared containers of these voyages in place of the earlier ones, also those that become no consignment. Writes only
 * the rows that differ: a voyage is compared after each of its messages.
 */
export async function listUndeclared(
  tx: Pick<Tx, 'db'>,
  voyageIds: readonly string[],
  undeclared: readonly UndeclaredContainer[],
): Promise<void> {
  const before = await tx.db
    .selectFrom('cargo_undeclared')
    .selectAll()
    .where('voyage_id', 'in', [...voyageIds])
    .execute()
  // A voyage may have tens of thousands of containers, and a missing manifest leaves most of them here.
  const next = takeTurns()
  const known = new Map(before.map((row) => [placeOf(row), row]))
  const changed: UndeclaredTable[] = []
  for (const one of undeclared) {
    const row = rowOf(one)
    const place = placeOf(row)
    if (!isSame(known.get(place), row)) changed.push(row)
    known.delete(place)
    await next()
  }
  const gone = [...known.values()]
  for (const part of chunksOf(gone, 5_000))
    await sql`delete from cargo_undeclared u using unnest(${part.map((row) => row.voyage_id)}::uuid[],
      ${part.map((row) => row.container)}::text[]) as g (voyage_id, container)
      where u.voyage_id = g.voyage_id and u.container = g.container`.execute(tx.db)
  for (const part of chunksOf(changed, 5_000))
    await insertRecords('cargo_undeclared', part, {
      conflict: { at: ['voyage_id', 'container'], update: 'all' },
    }).execute(tx.db)
}

const placeOf = ({ voyage_id: voyage, container }: UndeclaredTable): string => `${voyage} ${container}`
const isSame = (known: UndeclaredTable | undefined, row: UndeclaredTable): boolean =>
  known !== undefined &&
  (Object.keys(row) as (keyof UndeclaredTable)[]).every((column) => known[column] === row[column])
const rowOf = ({ plan, stowed }: UndeclaredContainer): UndeclaredTable => ({
  ...{ voyage_id: plan.voyage.id, container: stowed.container, key: stowedKey(plan.voyage.label, stowed.container) },
  ...{ message_id: plan.messageId, filled: stowed.filled, kg: stowed.vgmKg ?? stowed.grossKg },
  ...{ port_of_loading: stowed.portOfLoading, port_of_discharge: stowed.portOfDischarge },
})
