import type { Account } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../access-store.ts'
import { announceToOversight } from './announce-to-oversight.ts'

/**
 * Sets a new password, ends the sessions of the account and unlocks it. A person who sees the new password could act in
 * the account's roles, so a reset counts as a grant: active roles wait until a second administrator or supervisor
 * confirms them. If no other person could confirm them, they stay active and oversight is notified. A role that another
 * person granted and nobody confirmed yet is revoked and must be granted again; otherwise its granter could use the new
 * password to activate the role alone. Returns whether roles wait, and which roles were revoked. Throws
 * `consent-missing` for an oversight account.
 */
export async function resetPassword(
  tx: Tx,
  account: Account,
  passwordHash: string,
): Promise<{ waits: boolean; revoked: string[] }> {
  if (account.roles.some(({ role }) => role === 'oversight')) throw fail('consent-missing')
  const set = { password_hash: passwordHash, must_change_password: true }
  await tx.db.updateTable('account').set(set).where('id', '=', account.id).execute()
  await tx.db.updateTable('session').set({ ended_at: tx.now }).where('account_id', '=', account.id).execute()
  await tx.db.deleteFrom('sign_in_try').where('account_id', '=', account.id).execute()
  const revoked = await revokeGrantsOfOthers(tx, account.id)
  if (account.roles.length === revoked.length) return { waits: false, revoked }
  if (!(await someoneElseConfirms(tx, account.person.id))) {
    await announceToOversight(tx.db, 'reset-alone', `account:${account.id}`, tx.now)
    return { waits: false, revoked }
  }
  await tx.db
    .updateTable('account_role')
    .set({ state: 'awaiting-second', granted_by: tx.actor.person, confirmed_by: null, granted_at: tx.now })
    .where('account_id', '=', account.id)
    .where('state', '=', 'active')
    .execute()
  return { waits: true, revoked }
}

/** Revokes and returns the roles of an account that another person granted and nobody confirmed yet. */
async function revokeGrantsOfOthers(tx: Tx, accountId: string): Promise<string[]> {
  const rows = await tx.db
    .updateTable('account_role')
    .set({ state: 'revoked', confirmed_by: null })
    .where('account_id', '=', accountId)
    .where('state', '=', 'awaiting-second')
    .where('granted_by', 'is distinct from', tx.actor.person)
    .returning('role')
    .execute()
  return rows.map(({ role }) => role)
}

/** Returns whether there is an administrator or supervisor other than the actor and the account's person. */
async function someoneElseConfirms(tx: Tx, person: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('account as a')
    .innerJoin('account_role as r', 'r.account_id', 'a.id')
    .select('a.id')
    .where('a.state', '=', 'active')
    .where('a.person_id', 'not in', [person, tx.actor.person])
    .where('r.role', 'in', ['administrator', 'supervisor'])
    .where('r.state', '=', 'active')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
