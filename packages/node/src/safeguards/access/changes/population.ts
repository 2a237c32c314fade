import type { Role } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../../store/schema.ts'

export interface RoleHolder {
  person: string
  account: string
  role: Role
  grantedBy: string | null
  grantedAt: Date
}
/** Who has which role. Suspended people count as present, so suspending somebody makes no quorum smaller. */
export interface Population {
  holders: readonly RoleHolder[]
  /** The people who have a role, in any of their accounts. */
  peopleWith(role: Role): Set<string>
}

/** Reads all active roles of accounts that are not disabled or removed. */
export async function readPopulation(db: Kysely<Schema>, now: Date): Promise<Population> {
  const rows = await db
    .selectFrom('account_role as r')
    .innerJoin('account as a', 'a.id', 'r.account_id')
    .select(['a.person_id', 'a.id', 'r.role', 'r.granted_by', 'r.granted_at'])
    .where('r.state', '=', 'active')
    .where('a.state', '<>', 'disabled')
    .where((e) => e.or([e('a.pending_until', 'is', null), e('a.pending_until', '>', now)]))
    .execute()
  const holders = rows.map((row) => ({
    ...{ person: row.person_id, account: row.id, role: row.role as Role },
    ...{ grantedBy: row.granted_by, grantedAt: row.granted_at },
  }))
  return {
    holders,
    peopleWith: (role) => new Set(holders.filter((one) => one.role === role).map(({ person }) => person)),
  }
}
