import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
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

/** Opens one version of a consignment. Errors: `not-found`, `refused`. */
export async function openVersion(tx: Tx, id: string, version: number) {
  const row = await tx.db.selectFrom('cargo_consignment').selectAll().where('id', '=', id).executeTakeFirst()
  const stored = await tx.db
    .selectFrom('cargo_version')
    .selectAll()
    .where('consignment_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (row === undefined || stored === undefined) throw fail('not-found')
  const { value, masked } = tx.open<MergedConsignment>({ ...row, a: stored.a, b: stored.b })
  // The mode of the row may be that of a later version.
  const then = { ...row, mode: value.consignment.mode ?? row.mode }
  return { row: then, value, masked, hash: stored.hash.toString('hex') }
}
