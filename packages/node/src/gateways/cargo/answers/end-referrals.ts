import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { Plan } from './plan-answers.ts'

/**
 * Ends referrals that are still open, in one statement. One that was answered, missed or withdrawn meanwhile stays as it
 * is. Returns the ids of those that ended here.
 */
export async function endReferrals(tx: Pick<Tx, 'db' | 'now'>, ended: Plan['ended']): Promise<Set<string>> {
  if (ended.length === 0) return new Set()
  const [ids, states, messages] = [
    ended.map(({ id }) => id),
    ended.map(({ state }) => state),
    ended.map(({ by }) => by),
  ]
  const { rows } = await sql<{ id: string }>`
    update cargo_referral r set state = e.state, ended_at = ${tx.now}, answered_by = e.message_id
    from unnest(${ids}::uuid[], ${states}::text[], ${messages}::uuid[]) as e (id, state, message_id)
    where r.id = e.id and r.state = 'open' returning r.id`.execute(tx.db)
  return new Set(rows.map(({ id }) => id))
}
