import { randomUUID } from 'node:crypto'
import type { OidcSubject } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../access-store.ts'
import type { StoredChange } from './stored-change.ts'

/**
 * Refuses to tie a subject that opens an account already, and a second subject for one account. Errors: `subject-tied`, `change-state`.
 */
export async function refuseTie(
  tx: Pick<Tx, 'db'>,
  accountId: string,
  wanted: OidcSubject | null | undefined,
): Promise<void> {
  if (wanted == null) throw fail('change-state', { detail: 'This node has no OpenID provider (ENTENTE_OIDC_ISSUER).' })
  const tied = await tx.db
    .selectFrom('oidc_subject')
    .select(['account_id', 'subject'])
    .where('issuer', '=', wanted.issuer)
    .where('ended_at', 'is', null)
    .where((e) => e.or([e('account_id', '=', accountId), e('subject', '=', wanted.subject)]))
    .execute()
  if (tied.some(({ subject }) => subject === wanted.subject)) throw fail('subject-tied')
  if (tied.length > 0)
    throw fail('change-state', { detail: 'Another subject is tied to this account: untie it first.' })
}

/** Returns the subject that opens an account, also one of a provider that is not configured any more. Throws `not-found`. */
export async function tiedSubject(tx: Pick<Tx, 'db'>, accountId: string): Promise<OidcSubject> {
  const tied = await tx.db
    .selectFrom('oidc_subject')
    .select(['issuer', 'subject'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .orderBy('tied_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (tied === undefined) throw fail('not-found', { detail: 'No subject is tied to this account.' })
  return tied
}

/** Ties the subject of a change to its account. Errors: those of `refuseTie`; `change-state` if the account is disabled. */
export async function tieSubject(tx: Tx, change: StoredChange): Promise<void> {
  const account = tx.db.selectFrom('account').select('state').where('id', '=', change.account_id)
  if ((await account.executeTakeFirst())?.state === 'disabled') throw fail('change-state')
  await refuseTie(tx, change.account_id, change.subject)
  const { issuer, subject } = change.subject as OidcSubject
  const values = { issuer, subject, account_id: change.account_id, change_id: change.id, tied_at: tx.now }
  await tx.db
    .insertInto('oidc_subject')
    .values({ id: randomUUID(), ...values })
    .execute()
}

/** Unties the subject of a change, and ends the sessions that its provider opened. Throws `change-state` if it is not tied. */
export async function untieSubject(tx: Tx, change: StoredChange): Promise<void> {
  const { issuer, subject } = change.subject as OidcSubject
  const ended = await tx.db
    .updateTable('oidc_subject')
    .set({ ended_at: tx.now })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('account_id', '=', change.account_id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (ended === undefined) throw fail('change-state')
  await tx.db
    .updateTable('session')
    .set({ ended_at: tx.now })
    .where('subject_id', '=', ended.id)
    .where('ended_at', 'is', null)
    .execute()
}
