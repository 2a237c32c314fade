import type { OnwardApproval, TransferSignOff } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'

// What was said last stands. That something ended is kept as well: an earlier word, told again, does not bring it back. The end of a permission counts whatever the clock said that
// its member went by, and for good.

/** Keeps an owner's approval for one holder, or its end. False where as much or more is known already. */
export async function keepApproval(tx: Tx, said: OnwardApproval): Promise<boolean> {
  const { signalId, agreement, destination, holder, owner, ended } = said
  const key = { signal_id: signalId, agreement_id: agreement, destination, approved_by: owner, holder }
  const kept = { ended, at: new Date(said.at), body: JSON.stringify(said) }
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

/** Keeps a sign-off of whoever gives signals, or its end. False where as much or more is known already. */
export async function keepSignOff(
  tx: Tx,
  said: TransferSignOff,
  filed: { reference: string; person_id: string | null },
): Promise<boolean> {
  const key = { agreement_id: said.agreement, member: said.destination, giver: said.by }
  const kept = { ...filed, ended: said.ended, at: new Date(said.at), body: JSON.stringify(said) }
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
