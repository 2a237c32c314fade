import { codeHours, fewestOfRole, type Role } from '@entente/contracts'
import { sql } from 'kysely'
import { type ErrorCode, Failure, fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../access-store.ts'
import { rolesOfPerson } from '../accounts/create-account.ts'
import { endSessionsAndKeys } from '../accounts/end-sessions-and-keys.ts'
import { endEnrolmentCodes } from '../accounts/enrolment-code.ts'
import type { CoreDeps } from '../core-deps.ts'
import { rolesCompatible } from '../roles.ts'
import { systemAccess } from '../system.ts'
import { effectOf } from './hold-effect.ts'
import { endOutdated, whyOutdated } from './outdated-changes.ts'
import { type RoleHolder, readPopulation } from './population.ts'
import { changeOf, endChange, entryTypes, lockPeople, type StoredChange } from './stored-change.ts'
import { tieSubject, untieSubject } from './tie-subject.ts'

const hour = 3_600_000

/**
 * Carries out a change that has its consents and has waited. A reset does not change the account yet: its owner then has
 * 72 hours to use the code. Other open changes that must not take effect any more after this one end. Errors:
 * `last-of-role`, `incompatible-roles`, `change-state` if the change has no effect any more or is outdated.
 */
export async function carryOut(tx: Tx, change: StoredChange): Promise<void> {
  const because = await whyOutdated(tx, change)
  if (because !== null) throw fail('change-state', { detail: because })
  await refuseBelowFloor(tx, change, 'effect')
  await effects[change.kind as keyof typeof effects](tx, change)
  const endsAt = change.enrols ? new Date(tx.now.getTime() + codeHours * hour) : null
  await tx.db
    .updateTable('people_change')
    .set({
      state: change.enrols ? 'to-enrol' : 'done',
      effective_at: change.effective_at ?? tx.now,
      ends_at: endsAt,
      ended_at: change.enrols ? null : tx.now,
    })
    .where('id', '=', change.id)
    .execute()
  await endOutdated(tx)
}

const effects = {
  async grant(tx: Tx, change: StoredChange): Promise<void> {
    const current = await rolesOfPerson(tx.db, change.concerned)
    if (!rolesCompatible([...new Set([...current, change.role as Role])])) throw fail('incompatible-roles')
    const account = tx.db.selectFrom('account').select('state').where('id', '=', change.account_id)
    if ((await account.executeTakeFirst())?.state === 'disabled') throw fail('change-state')
    // A second grant would only change who granted the role, and when.
    if (await hasRole(tx, change)) throw fail('change-state')
    const values = {
      ...{ account_id: change.account_id, role: change.role as Role, state: 'active', granted_at: tx.now },
      ...{ granted_by: change.proposed_by, confirmed_by: change.consents[0]?.person ?? null },
    }
    await tx.db
      .insertInto('account_role')
      .values(values)
      .onConflict((c) => c.columns(['account_id', 'role']).doUpdateSet(values))
      .execute()
  },
  async revoke(tx: Tx, change: StoredChange): Promise<void> {
    if (!(await hasRole(tx, change))) throw fail('change-state')
    await tx.db
      .updateTable('account_role')
      .set({ state: 'revoked', confirmed_by: null })
      .where('account_id', '=', change.account_id)
      .where('role', '=', change.role)
      .execute()
    await endSessionsAndKeys(tx, change.account_id)
  },
  async disable(tx: Tx, change: StoredChange): Promise<void> {
    await tx.db.updateTable('account').set({ state: 'disabled' }).where('id', '=', change.account_id).execute()
    await endSessionsAndKeys(tx, change.account_id)
    await endEnrolmentCodes(tx.db, change.account_id, tx.now)
  },
  async team(tx: Tx, change: StoredChange): Promise<void> {
    await tx.db.deleteFrom('account_team').where('account_id', '=', change.account_id).execute()
    const rows = (change.teams ?? []).map((team) => ({ account_id: change.account_id, team }))
    if (rows.length > 0) await tx.db.insertInto('account_team').values(rows).execute()
  },
  async person(tx: Tx, change: StoredChange): Promise<void> {
    const set = { name: change.person_name as string }
    await tx.db.updateTable('person').set(set).where('id', '=', change.concerned).execute()
  },
  tie: tieSubject,
  untie: untieSubject,
  async recover(tx: Tx, change: StoredChange): Promise<void> {
    // Nothing changes before the owner uses the code. An owner without a role could not have signed in to object.
    const { holders } = await readPopulation(tx.db, tx.now)
    if (!holders.some(({ account }) => account === change.account_id)) throw fail('change-state')
  },
}

/** Returns whether the account of a change has its role now. */
async function hasRole(tx: Tx, change: StoredChange): Promise<boolean> {
  const row = await tx.db
    .selectFrom('account_role')
    .select('role')
    .where('account_id', '=', change.account_id)
    .where('role', '=', change.role)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Refuses a change after which fewer people would have a role than must have it. People whose sign-in is suspended count.
 * A proposal may name a successor whose grant already has its consents; the effect is then checked again. Throws
 * `last-of-role`.
 */
export async function refuseBelowFloor(tx: Tx, change: StoredChange, at: 'proposal' | 'effect'): Promise<void> {
  if (change.kind !== 'revoke' && change.kind !== 'disable') return
  const { holders } = await readPopulation(tx.db, tx.now)
  const isTaken = (one: { account: string; role: Role }): boolean =>
    one.account === change.account_id && (change.kind === 'disable' || one.role === change.role)
  const taken = new Set(holders.filter((one) => one.counts && isTaken(one)).map(({ role }) => role))
  const left = holders.filter((one) => !isTaken(one))
  for (const role of taken) {
    const fewest = fewestOfRole[role] ?? 0
    const people = new Set(left.filter((one) => one.counts && one.role === role).map(({ person }) => person))
    if (at === 'proposal' && change.successor_id !== null) {
      const successor = await successorOf(tx, change.successor_id, role)
      if (successor !== undefined) people.add(successor.person_id)
    }
    if (people.size >= fewest) continue
    throw fail('last-of-role', {
      detail: `At least ${fewest} must have the role ${role}. Grant it to a successor first, and name the successor.`,
    })
  }
  if (taken.has('oversight')) await refuseFewPasskeys(tx, holders, left)
}

/**
 * Refuses to leave fewer than two oversight people with a passkey if there are two: only a passkey proves an act of oversight to others.
 * Where fewer have one, for example because passkeys are off, this changes nothing.
 */
async function refuseFewPasskeys(tx: Tx, before: readonly RoleHolder[], after: readonly RoleHolder[]): Promise<void> {
  const passkeys = tx.db.selectFrom('credential').select('account_id').where('kind', '=', 'passkey')
  const accounts = (await passkeys.where('state', '=', 'active').execute()).map(({ account_id: id }) => id)
  const withPasskey = (holders: readonly RoleHolder[]): number => {
    const counted = holders.filter((one) => one.counts && one.role === 'oversight' && accounts.includes(one.account))
    return new Set(counted.map(({ person }) => person)).size
  }
  const fewest = fewestOfRole.oversight ?? 0
  if (withPasskey(before) < fewest || withPasskey(after) >= fewest) return
  throw fail('last-of-role', { detail: `At least ${fewest} oversight people must have a passkey.` })
}

/** Returns the waiting grant of a role to an account: it has its consents. */
export async function successorOf(
  tx: Tx,
  accountId: string,
  role: string,
): Promise<{ person_id: string; effective_at: Date | null } | undefined> {
  return tx.db
    .selectFrom('people_change as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .select(['a.person_id', 'c.effective_at'])
    .where('c.account_id', '=', accountId)
    .where('c.kind', '=', 'grant')
    .where('c.role', '=', role)
    .where('c.state', '=', 'waiting')
    .executeTakeFirst()
}

/** Carries out every change whose waiting time is over, and ends proposals, codes and suspensions that ran out of time. */
export async function carryOutDueChanges(deps: Pick<CoreDeps, 'store' | 'clock' | 'member'>): Promise<void> {
  for (const { id, kind } of await dueChanges(deps)) {
    const intent = carryingOut(id, kind, { what: 'took effect', change: id })
    try {
      await systemAccess(deps, null).transaction(intent, (tx) => carryOutOne(tx, id))
    } catch (error) {
      // The rules of the database do not let it take effect yet. It waits, and does not hold up the others.
      if ((error as { code?: unknown }).code === 'EN014') continue
      if (!(error instanceof Failure)) throw error
      await refuseChange(deps, id, kind, error.code)
    }
  }
}

/** The intent of a change that takes effect, or is refused, by itself. */
export const carryingOut = (id: string, kind: string, details: AccessIntent['details'] & object): AccessIntent => ({
  action: 'people.carry-out',
  type: entryTypes[kind as keyof typeof entryTypes],
  impersonal: true,
  ref: `change:${id}`,
  details,
})

async function dueChanges(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<{ id: string; kind: string }[]> {
  const intent = { action: 'people.carry-out', type: 'people.effect', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    return (
      tx.db
        .selectFrom('people_change')
        .select(['id', 'kind'])
        .where((e) =>
          e.or([
            e.and([e('state', '=', 'waiting'), e('effective_at', '<=', tx.now)]),
            e.and([e('state', 'in', ['awaiting-consent', 'to-enrol']), e('ends_at', '<=', tx.now)]),
          ]),
        )
        .orderBy('effective_at')
        // A successor gets the role before the predecessor loses it.
        .orderBy(sql`kind <> 'grant'`)
        .orderBy('id')
        .limit(100)
        .execute()
    )
  })
}

async function carryOutOne(tx: Tx, id: string): Promise<void> {
  await lockPeople(tx.db)
  const change = await changeOf(tx.db, id)
  const isOver = change.ends_at !== null && change.ends_at <= tx.now
  if (isOver && ['awaiting-consent', 'to-enrol'].includes(change.state)) {
    tx.note({ what: 'ended without effect' })
    return endChange(tx, change, 'expired')
  }
  if (change.state !== 'waiting' || change.effective_at === null || change.effective_at > tx.now)
    return tx.leavesNoEntry()
  const at = await effectOf(tx.db, change)
  if (at > tx.now) {
    tx.leavesNoEntry()
    await tx.db.updateTable('people_change').set({ effective_at: at }).where('id', '=', id).execute()
    return
  }
  tx.about(`account:${change.account_id}`)
  await carryOut(tx, change)
  await tx.announce('people.changed', id, 1)
}

/** Ends a change that must not take effect any more, for example because too few people would have a role. */
export async function refuseChange(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  id: string,
  kind: string,
  code: ErrorCode,
): Promise<void> {
  const intent = carryingOut(id, kind, { what: 'refused at its effect', change: id, code })
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    await lockPeople(tx.db)
    await endChange(tx, await changeOf(tx.db, id), 'refused')
  })
}
