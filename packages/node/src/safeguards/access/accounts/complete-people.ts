import type { Role } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../access-store.ts'
import { systemActor } from '../system.ts'

/** The roles that five different people must have before a node is more than one person's. */
const needed: readonly Role[] = ['analyst', 'supervisor', 'administrator', 'oversight', 'oversight']

/** A second factor that stays on an account. Its owner must know it, because the operator could have added one. */
interface KeptFactor {
  account: string
  kind: string
  label: string
  createdAt: string
}

/**
 * Ends the state of a single operator: from now on a password alone signs nobody in. All sessions and keys end, accounts without a second
 * factor are disabled, and the others must choose another password, because the operator could know the former one. Signals about
 * people that were released until now are held back: each needs a new version and the release by a second officer. Returns the names of the
 * disabled accounts, the factors of the others, and the number of these signals. Errors: `change-state` if the node is complete already, if it
 * has joined a member, or if an analyst, a supervisor, an administrator and two oversight people, five different people, do not each have a second
 * factor.
 */
export async function completePeople(
  deps: { db: Database; audit: AuditLog; member: { id: string } },
  now: Date,
): Promise<{ disabled: string[]; factors: KeptFactor[]; heldBack: number }> {
  return deps.db.transaction().execute(async (tx) => {
    const founding = tx.selectFrom('founding').select('single_operator').forUpdate()
    if ((await founding.executeTakeFirst())?.single_operator !== true)
      throw fail('change-state', { detail: 'This node is not one of a single operator.' })
    // A node of one person joins only such nodes, and they would go on with a member that is none.
    const joined = tx.selectFrom('peer').select('member').where('state', 'not in', ['invited', 'removed']).limit(1)
    if ((await joined.executeTakeFirst()) !== undefined)
      throw fail('change-state', {
        detail: 'Remove the members that this node joined, and join them again afterwards.',
      })
    const hasFactor = sql<boolean>`exists (select from credential c
      where c.account_id = a.id and c.kind <> 'recovery-codes' and c.state = 'active')`
    const holders = await tx
      .selectFrom('account as a')
      .innerJoin('account_role as r', 'r.account_id', 'a.id')
      .select(['a.person_id as person', 'r.role'])
      .where('a.state', '<>', 'disabled')
      .where('r.state', '=', 'active')
      .where(hasFactor)
      .execute()
    if (!canFill(needed, holders, []))
      throw fail('change-state', {
        detail:
          'An analyst, a supervisor, an administrator and two oversight people must each have a second factor: five different people.',
      })
    await tx.updateTable('founding').set({ single_operator: false }).execute()
    const disabled = await tx
      .updateTable('account as a')
      .set({ state: 'disabled' })
      .where('a.state', '<>', 'disabled')
      .where(sql<boolean>`not ${hasFactor}`)
      .returning(['a.id', 'a.name'])
      .execute()
    const ids = disabled.map(({ id }) => id)
    await tx.updateTable('account').set({ must_change_password: true }).where('state', '<>', 'disabled').execute()
    await tx.updateTable('session').set({ ended_at: now }).where('ended_at', 'is', null).execute()
    await tx.updateTable('person_key').set({ revoked_at: now }).where('revoked_at', 'is', null).execute()
    // One person released them, in the names of two. `releaseSignal` refuses the same version again.
    const released = await tx
      .updateTable('signal')
      .set({ released_version: null })
      .where('kind', '=', 'person')
      .where('received', '=', false)
      .where('released_version', 'is not', null)
      .executeTakeFirst()
    const heldBack = Number(released.numUpdatedRows)
    const details = { what: 'people complete', disabled: ids, heldBack }
    await deps.audit.append(tx, { type: 'people.found', decision: 'done', details }, systemActor(deps.member.id), null)
    return { disabled: disabled.map(({ name }) => name).sort(), factors: await factorsOf(tx), heldBack }
  })
}

async function factorsOf(db: Database): Promise<KeptFactor[]> {
  const rows = await db
    .selectFrom('credential as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .select(['a.name as account', 'c.kind', 'c.label', 'c.created_at'])
    .where('a.state', '<>', 'disabled')
    .where('c.kind', '<>', 'recovery-codes')
    .where('c.state', '<>', 'ended')
    .orderBy('a.name')
    .orderBy('c.created_at')
    .execute()
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at.toISOString() }))
}

/** Returns whether different people can be found for all roles. */
function canFill(
  [role, ...others]: readonly Role[],
  holders: readonly { person: string; role: string }[],
  taken: readonly string[],
): boolean {
  if (role === undefined) return true
  const free = holders.filter((one) => one.role === role && !taken.includes(one.person))
  return free.some(({ person }) => canFill(others, holders, [...taken, person]))
}
