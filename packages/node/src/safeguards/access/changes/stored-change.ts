import { type QuorumName, quorums, type Role } from '@entente/contracts'
import { type Kysely, type Selectable, sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { PeopleChangeTable } from '../../../store/account-schema.ts'
import type { Schema } from '../../../store/schema.ts'
import type { Tx } from '../access-store.ts'
import { accountInForce } from '../sessions/account-in-force.ts'
import { missingConsents, objectingRoles } from './quorum-of.ts'

/** A stored change with its consents and the person of its account. */
export type StoredChange = Selectable<PeopleChangeTable> & {
  concerned: string
  consents: { person: string; role: Role; at: Date }[]
}

/** The type of the log entry of each kind of change. */
export const entryTypes = {
  grant: 'role.grant',
  revoke: 'role.revoke',
  disable: 'people.disable',
  team: 'people.team',
  person: 'people.rename',
  suspend: 'people.suspend',
  recover: 'people.recover',
  tie: 'people.tie',
  untie: 'people.untie',
} as const satisfies Record<string, string>

/** Separates this lock from other advisory locks. */
const lockKey = 390_039

/**
 * Lets one transaction at a time change people. Floors and quorums count people, so two changes at once could each leave
 * enough people and together too few.
 */
export async function lockPeople(db: Kysely<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockKey})`.execute(db)
}

/**
 * Begins an act of a person on changes: takes the lock, then checks that the actor still has the role. A request that
 * waited for the lock may come from a person who lost it meanwhile. Throws `sign-in-needed`.
 */
export async function lockPeopleFor(tx: Pick<Tx, 'db' | 'actor' | 'now'>): Promise<void> {
  await lockPeople(tx.db)
  const account = await accountInForce(tx.db, tx.actor.account, tx.now)
  if (account === null || !account.roles.includes(tx.actor.role)) throw fail('sign-in-needed')
}

/** Reads changes with their consents, in the order of the ids. */
export async function readChanges(db: Kysely<Schema>, ids: readonly string[]): Promise<StoredChange[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('people_change as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .selectAll('c')
    .select('a.person_id as concerned')
    .where('c.id', 'in', [...ids])
    .execute()
  const consents = await db
    .selectFrom('people_consent')
    .selectAll()
    .where('change_id', 'in', [...ids])
    .orderBy('at')
    .execute()
  return ids.flatMap((id) => {
    const row = rows.find((each) => each.id === id)
    if (row === undefined) return []
    const given = consents.filter(({ change_id }) => change_id === id)
    return [{ ...row, consents: given.map(({ person_id: person, role, at }) => ({ person, role: role as Role, at })) }]
  })
}

/** Reads one change after `lockPeople`. Throws `not-found`. */
export async function changeOf(db: Kysely<Schema>, id: string): Promise<StoredChange> {
  const [change] = await readChanges(db, [id])
  if (change === undefined) throw fail('not-found')
  return change
}

/** The people who support a change. Of a reset, the administrator who recorded the owner's request is none before a consent. */
export const backersOf = ({ kind, proposed_by, consents }: StoredChange): string[] => [
  ...new Set([...(kind === 'recover' ? [] : [proposed_by]), ...consents.map(({ person }) => person)]),
]

export const needsOf = (change: StoredChange): (readonly Role[])[] =>
  missingConsents(change.needs as Role[][], change.consents)

/** Whether the person concerned objected to the same change before, so that oversight decides instead of them. */
const isOverruling = ({ needs, quorum }: Pick<StoredChange, 'needs' | 'quorum'>): boolean =>
  needs.length > quorums[quorum as QuorumName].consents.length

/** The role that proposes a rescue: the operator of the machine, who is no person of the node. */
export const rescuer = 'system'
/** Whether the operator made the code of this reset on the machine. */
export const isRescue = ({ kind, proposed_role }: Pick<StoredChange, 'kind' | 'proposed_role'>): boolean =>
  kind === 'recover' && proposed_role === rescuer

/** Returns whether a person in a role may stop a change. The proposer withdraws it instead. */
export function mayObject(change: StoredChange, who: { person: string; role: Role }, now: Date): boolean {
  if (!isStoppable(change, now) || isProposer(change, who.person)) return false
  if (change.concerned === who.person) return change.kind !== 'suspend' && !isOverruling(change)
  // An administrator who could stop a rescue would keep everybody else out.
  if (isRescue(change)) return who.role === 'oversight'
  const roles = objectingRoles(change.quorum as QuorumName, change.role as Role | null)
  return (change.kind === 'suspend' ? [...roles, 'administrator', 'supervisor'] : roles).includes(who.role)
}

export const isProposer = ({ kind, proposed_by }: StoredChange, person: string): boolean =>
  kind !== 'recover' && proposed_by === person

/** Returns whether a change has not taken its whole effect yet. A suspension can be ended while it lasts. */
export function isStoppable({ state, kind, ends_at: endsAt }: StoredChange, now: Date): boolean {
  if (kind === 'suspend') return state === 'done' && endsAt !== null && endsAt > now
  if (state === 'to-enrol') return kind === 'recover' && endsAt !== null && endsAt > now
  return state === 'waiting' || (state === 'awaiting-consent' && endsAt !== null && endsAt > now)
}

/** Ends a change in a final state. A code of it is forgotten. */
export async function endChange(tx: Tx, change: StoredChange, state: string): Promise<void> {
  await tx.db
    .updateTable('people_change')
    .set({ state, ended_at: tx.now, first_half: null, second_half: null })
    .where('id', '=', change.id)
    .execute()
  if (change.kind === 'suspend') await keepOtherSuspensions(tx, change.account_id)
  await tx.announce('people.changed', change.id, 1)
}

/** Sets the end of the sign-in stop of an account to that of its other suspensions, so that nobody lifts them all by ending their own. */
async function keepOtherSuspensions(tx: Tx, accountId: string): Promise<void> {
  const others = await tx.db
    .selectFrom('people_change')
    .select((e) => e.fn.max('ends_at').as('until'))
    .where('account_id', '=', accountId)
    .where('kind', '=', 'suspend')
    .where('state', '=', 'done')
    .where('ends_at', '>', tx.now)
    .executeTakeFirst()
  await tx.db
    .updateTable('account')
    .set({ suspended_until: others?.until ?? null })
    .where('id', '=', accountId)
    .execute()
}
