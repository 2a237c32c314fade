import type { OnwardApproval, TransferSignOff } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'

// The latest statement counts. Ends are stored too, so that an earlier statement that arrives again does not restore a
// permission. The end of a permission is final, whatever its time stamp.

/** Stores an owner's approval for one holder, or its end. Returns false if it is not newer than the stored one. */
export async function keepApproval(tx: Tx, permission: OnwardApproval): Promise<boolean> {
  const { signalId, agreement, destination, holder, owner, ended } = permission
  const key = { signal_id: signalId, agreement_id: agreement, destination, approved_by: owner, holder }
  const kept = { ended, at: new Date(permission.at), body: JSON.stringify(permission) }
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('onward_approval')
    .values({ ...key, ...kept })
    .onConflict((c) =>
      c
        .columns(['signal_id', 'agreement_id', 'destination', 'approved_by', 'holder'])
        .doUpdateSet(kept)
        .where(isLater('onward_approval')),
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Stores a giver's sign-off, or its end. Returns false if it is not newer than the stored one. */
export async function keepSignOff(
  tx: Tx,
  permission: TransferSignOff,
  filed: { reference: string; person_id: string | null },
): Promise<boolean> {
  const key = { agreement_id: permission.agreement, member: permission.destination, giver: permission.by }
  const kept = { ...filed, ended: permission.ended, at: new Date(permission.at), body: JSON.stringify(permission) }
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('transfer_sign_off')
    .values({ ...key, ...kept })
    .onConflict((c) =>
      c.columns(['agreement_id', 'member', 'giver']).doUpdateSet(kept).where(isLater('transfer_sign_off')),
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

const isLater = (table: 'onward_approval' | 'transfer_sign_off') => {
  const known = (column: 'at' | 'ended') => sql.ref(`${table}.${column}`)
  const same = sql`excluded.body->>'id' = ${sql.ref(`${table}.body`)}->>'id'`
  const ends = sql`excluded.ended and not ${known('ended')}`
  return sql<boolean>`(case when ${same} then ${ends} else excluded.at > ${known('at')} or (excluded.at = ${known('at')} and ${ends}) end)`
}
