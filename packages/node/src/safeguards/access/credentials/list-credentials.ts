import type { Credential } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Database, Tx } from '../access-store.ts'
import { codesLeft } from './recovery-codes.ts'

/** Lists the credentials of an account that have not ended, the oldest first. */
export async function listCredentials(db: Database, accountId: string): Promise<Credential[]> {
  const rows = await db
    .selectFrom('credential')
    .select(['id', 'label', 'kind', 'synced', 'created_at', 'last_used_at', 'enrolled_by', 'state'])
    .select(codesLeft.as('left'))
    .select('counts_from')
    .where('account_id', '=', accountId)
    .where('state', '<>', 'ended')
    .orderBy('created_at')
    .orderBy(sql`kind = 'recovery-codes'`)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, label: row.label, kind: row.kind as Credential['kind'], synced: row.synced, left: row.left },
    ...{ createdAt: row.created_at.toISOString(), lastUsedAt: row.last_used_at?.toISOString() ?? null },
    ...{ enrolledBy: row.enrolled_by as Credential['enrolledBy'], state: row.state as Credential['state'] },
    signsFrom: row.counts_from?.toISOString() ?? null,
  }))
}

/** Returns whether an account has a second factor. A suspended one counts: a password alone does not get round it. */
export async function hasSecondFactor(db: Database, accountId: string): Promise<boolean> {
  const row = await db
    .selectFrom('credential')
    .select('id')
    .where('account_id', '=', accountId)
    .where('kind', '<>', 'recovery-codes')
    .where('state', '<>', 'ended')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Ends one credential of the signed-in person. The last second factor stays until there is another one. Errors: `not-found`,
 * `last-credential`.
 */
export async function endCredential(tx: Tx, id: string): Promise<void> {
  // Two requests at once would each see the other factor, and end both.
  await tx.db.selectFrom('account').select('id').where('id', '=', tx.actor.account).forUpdate().execute()
  const all = await listCredentials(tx.db, tx.actor.account)
  const found = all.find((one) => one.id === id)
  if (found === undefined) throw fail('not-found')
  const factors = all.filter(({ kind, state }) => kind !== 'recovery-codes' && state === 'active')
  if (found.kind !== 'recovery-codes' && factors.every((one) => one.id === id)) throw fail('last-credential')
  await tx.db.updateTable('credential').set({ state: 'ended' }).where('id', '=', id).execute()
}

/** Ends every credential of an account, because its owner starts anew with a code. */
export async function endAllCredentials(db: Database, accountId: string): Promise<void> {
  await db.updateTable('credential').set({ state: 'ended' }).where('account_id', '=', accountId).execute()
}
