import { sql } from 'kysely'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'

/**
 * Deletes statuses older than two days, and foreign objects that expired or whose signal was withdrawn or erased. Runs
 * in the task `exchange-clocks`. Returns how many objects were deleted.
 */
export async function forgetForeign(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<number> {
  const intent = {
    action: 'record.write',
    type: 'retention.delete',
    impersonal: true,
    details: { what: 'objects of others' },
  } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    await tx.db
      .deleteFrom('taxii_status')
      .where('at', '<', new Date(tx.now.getTime() - 2 * 86_400_000))
      .execute()
    const gone = await sql`
      delete from foreign_object f where f.delete_at <= ${tx.now}
        or exists (select from signal s where s.id = f.signal_id and (s.status = 'withdrawn' or s.delete_at <= ${tx.now}))`.execute(
      tx.db,
    )
    const count = Number(gone.numAffectedRows ?? 0)
    if (count === 0) tx.leavesNoEntry()
    // If the oldest version of an object was deleted, mark the next one as the oldest.
    if (count > 0)
      await sql`update foreign_object f set oldest = true where not f.oldest and not exists (select from foreign_object p
        where p.collection_id = f.collection_id and p.member = f.member and p.object_id = f.object_id and p.version_us < f.version_us)`.execute(
        tx.db,
      )
    tx.note({ objects: count })
    return count
  })
}
