import type { Role } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../../store/schema.ts'
import { readGrants } from '../grants.ts'

export interface RoleHolder {
  person: string
  account: string
  role: Role
  grantedBy: string | null
  grantedAt: Date
  /** False for a role that was granted past the quorum. It can be revoked, and counts nowhere. */
  counts: boolean
}
/** Who has which role. Suspended people count as present, so suspending somebody makes no quorum smaller. */
export interface Population {
  holders: readonly RoleHolder[]
  /** The people who have a role, in any of their accounts. */
  peopleWith(role: Role): Set<string>
}

/** Reads all active roles of accounts that are not disabled or removed. */
export async function readPopulation(db: Kysely<Schema>, now: Date): Promise<Population> {
  const holders = (await readGrants(db, now)).map(({ how, change: _, ...grant }) => ({
    ...grant,
    counts: how !== 'past-quorum',
  }))
  const counted = holders.filter(({ counts }) => counts)
  return {
    holders,
    peopleWith: (role) => new Set(counted.filter((one) => one.role === role).map(({ person }) => person)),
  }
}
