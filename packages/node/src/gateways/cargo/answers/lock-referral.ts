import type { Selectable } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { ReferralTable } from '../store/schema.ts'

export type ReferralRow = Selectable<ReferralTable>

/**
 * Locks a referral, and the case of its consignment before it: a message locks the case, and then ends referrals. In the other
 * order the two would wait for each other. Returns undefined if there is no such referral.
 */
export async function lockReferral(tx: Pick<Tx, 'db'>, id: string): Promise<ReferralRow | undefined> {
  await tx.db
    .selectFrom('case_file')
    .select('id')
    .where('subject_id', '=', (e) => e.selectFrom('cargo_referral').select('consignment_id').where('id', '=', id))
    .where('ended_at', 'is', null)
    .forUpdate()
    .execute()
  return tx.db.selectFrom('cargo_referral').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}
