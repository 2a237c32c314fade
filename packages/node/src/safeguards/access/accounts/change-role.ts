import type { Role } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../access-store.ts'
import { rolesCompatible } from '../roles.ts'
import { rolesOfPerson } from './create-account.ts'

/**
 * Grants, confirms or revokes a role. A grant takes effect when a second administrator or supervisor confirms it. The
 * second person must not be the granter or the receiver, whichever account they use. A revocation takes effect at once.
 * Oversight roles cannot be revoked here, because that requires the consent of oversight. Errors: `incompatible-roles`,
 * `same-person`, `consent-missing`, `not-found`.
 */
export async function changeRole(
  tx: Tx,
  accountId: string,
  role: Role,
  action: 'grant' | 'revoke' | 'confirm',
): Promise<'active' | 'awaiting-second' | 'revoked'> {
  const account = await tx.db
    .selectFrom('account')
    .select(['id', 'person_id'])
    .where('id', '=', accountId)
    .executeTakeFirst()
  if (account === undefined) throw fail('not-found')
  const rows = await tx.db.selectFrom('account_role').selectAll().where('account_id', '=', accountId).execute()
  const present = rows.find((row) => row.role === role)
  if (action === 'grant') {
    const current = await rolesOfPerson(tx.db, account.person_id)
    if (!rolesCompatible([...new Set([...current, role])])) throw fail('incompatible-roles')
    if (present?.state === 'active') return 'active'
    const values = {
      account_id: accountId,
      role,
      state: 'awaiting-second',
      granted_by: tx.actor.person,
      confirmed_by: null,
    }
    await tx.db
      .insertInto('account_role')
      .values(values)
      .onConflict((c) => c.columns(['account_id', 'role']).doUpdateSet({ ...values, granted_at: tx.now }))
      .execute()
    return 'awaiting-second'
  }
  if (present === undefined) throw fail('not-found')
  if (action === 'confirm') {
    if (present.state !== 'awaiting-second')
      throw fail('not-found', { detail: 'This role does not wait for a second person.' })
    if (present.granted_by === tx.actor.person || account.person_id === tx.actor.person) throw fail('same-person')
    if ((role === 'oversight') !== (tx.actor.role === 'oversight')) {
      throw fail('consent-missing', {
        detail: 'A new oversight account is confirmed by oversight, every other role by operators.',
      })
    }
    await setRole(tx, accountId, role, 'active', tx.actor.person)
    return 'active'
  }
  if (role === 'oversight')
    throw fail('consent-missing', {
      detail: 'Oversight is removed only with the consent of another oversight account.',
    })
  await setRole(tx, accountId, role, 'revoked', null)
  return 'revoked'
}

async function setRole(
  tx: Tx,
  accountId: string,
  role: Role,
  state: string,
  confirmedBy: string | null,
): Promise<void> {
  await tx.db
    .updateTable('account_role')
    .set({ state, confirmed_by: confirmedBy })
    .where('account_id', '=', accountId)
    .where('role', '=', role)
    .execute()
}
