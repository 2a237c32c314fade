import type { Selectable } from 'kysely'
import type { Opened, Tx } from '../../../safeguards/access/access-store.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import type { ConsignmentTable } from '../store/schema.ts'

export type ConsignmentRow = Selectable<ConsignmentTable>
/** A consignment with its newest version, sealed. `open` returns undefined if the transaction may not read it. */
export type NewestVersion = ConsignmentRow & { open: () => Opened<MergedConsignment> | undefined }

/** Reads consignments with their newest versions, in one statement. A version is opened only when it is asked for. */
export async function openNewest(tx: Tx, ids: readonly string[]): Promise<NewestVersion[]> {
  if (ids.length === 0) return []
  const rows = await tx.db
    .selectFrom('cargo_consignment as c')
    .innerJoin('cargo_version as v', (join) =>
      join.onRef('v.consignment_id', '=', 'c.id').onRef('v.version', '=', 'c.version'),
    )
    .selectAll('c')
    .select(['v.a', 'v.b'])
    .where((e) => e('c.id', '=', e.fn.any(e.val([...ids]))))
    .execute()
  return rows.map(({ a, b, ...row }) => ({ ...row, open: () => tx.openIfAllowed<MergedConsignment>({ ...row, a, b }) }))
}
