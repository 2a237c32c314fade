import { type QuorumName, type Role, suspensionHours } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../../store/schema.ts'
import { objectingRoles } from './quorum-of.ts'
import { backersOf, type StoredChange } from './stored-change.ts'

const hour = 3_600_000

/**
 * Returns when a waiting change takes effect. If somebody who supports it suspended a person who could object, the whole
 * waiting time begins again after that suspension: suspending an objector gains nothing.
 */
export async function effectOf(db: Kysely<Schema>, change: StoredChange): Promise<Date> {
  const planned = change.effective_at
  if (planned === null) throw new Error('this change has no consents yet')
  if (change.wait_hours === 0) return planned
  const waitMs = change.wait_hours * hour
  const began = new Date(planned.getTime() - waitMs)
  const backers = [...new Set([...backersOf(change), change.proposed_by])]
  const roles = objectingRoles(change.quorum as QuorumName, change.role as Role | null)
  const suspensions = await db
    .selectFrom('people_change as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .select(['s.ends_at', 's.ended_at', 's.proposed_at'])
    .where('s.kind', '=', 'suspend')
    .where('s.state', '<>', 'refused')
    .where('s.proposed_by', 'in', backers)
    .where('s.proposed_at', '>', new Date(began.getTime() - suspensionHours * hour))
    .where('a.person_id', 'not in', backers)
    .where((e) =>
      e.or([
        e('a.person_id', '=', change.concerned),
        e.exists(
          e
            .selectFrom('account_role as r')
            .select('r.role')
            .whereRef('r.account_id', '=', 'a.id')
            .where('r.state', '=', 'active')
            .where('r.role', 'in', roles),
        ),
      ]),
    )
    .execute()
  const ends = suspensions.map(({ ends_at, ended_at }) => (ended_at ?? ends_at)?.getTime() ?? 0)
  const latest = Math.max(0, ...ends.filter((end) => end > began.getTime()))
  return new Date(Math.max(planned.getTime(), latest === 0 ? 0 : latest + waitMs))
}

/** Stores a later effect of the waiting changes that a person supports, after that person suspended somebody. */
export async function delayChangesOf(
  db: Kysely<Schema>,
  changes: readonly StoredChange[],
  person: string,
): Promise<void> {
  for (const change of changes) {
    if (!backersOf(change).includes(person)) continue
    const at = await effectOf(db, change)
    if (change.effective_at !== null && at > change.effective_at)
      await db.updateTable('people_change').set({ effective_at: at }).where('id', '=', change.id).execute()
  }
}
