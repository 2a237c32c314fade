import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Schema } from '../../../store/schema.ts'
import type { Tx } from '../access-store.ts'
import { announceToOversight } from '../announce-to-oversight.ts'
import { clauseSentence, failedClause } from '../clause-sentences.ts'
import { readPeople } from '../grants.ts'
import { newKey } from '../keys.ts'
import { mayBeInScope, readScope } from '../roles.ts'
import { keysInUse } from './list-accounts.ts'

/** Keys of people last this many days, and at most `longestKeyDays`. */
const usualKeyDays = 30
const longestKeyDays = 90
/** The most keys of one account that can be in use. */
const mostKeys = 5

/**
 * Makes a key with which a person uses the command line. The key is returned only here. A key that the operator makes for the account of
 * another person only reads unless `actions` names more, and raises an alarm about the owner; on a node of one person it does all that the
 * commands do. A key for an oversight account always raises an alarm. Errors: `not-found`; `body-invalid` for a wrong number of days;
 * `scope-forbidden`; `too-many-keys` if the account has five keys in use.
 */
export async function makePersonKey(
  tx: Kysely<Schema>,
  wanted: {
    account: string
    label: string
    days?: number | undefined
    /** The scope; by default it only reads. */
    actions?: readonly string[] | undefined
    purposes?: readonly string[] | undefined
    /** Whether the owner makes the key in a session, and not the operator on the machine. */
    byOwner?: boolean
  },
  now: Date,
): Promise<{ id: string; account: string; key: string; expiresAt: string }> {
  const days = wanted.days ?? usualKeyDays
  if (!Number.isInteger(days) || days < 1 || days > longestKeyDays)
    throw fail('body-invalid', { at: '/days', detail: `A key lasts from 1 to ${longestKeyDays} days.` })
  const row = await tx.selectFrom('account').select('id').where('name', '=', wanted.account).executeTakeFirst()
  if (row === undefined) throw fail('not-found', { detail: `There is no account ${wanted.account}.` })
  const forbidden = (wanted.actions ?? []).findIndex((action) => !mayBeInScope(action))
  if (forbidden >= 0)
    throw fail('scope-forbidden', { at: `/actions/${forbidden}`, detail: 'No key can be made for this action.' })
  const inUse = (await keysInUse(tx, now)).filter(({ accountId }) => accountId === row.id)
  if (inUse.length >= mostKeys) throw fail('too-many-keys')
  const byOperator = wanted.byOwner !== true
  const ofOnePerson = byOperator && (await readPeople(tx)) === 'single-operator'
  const actions = wanted.actions ?? (ofOnePerson ? null : [readScope])
  const { key, hash } = newKey('ep')
  const expiresAt = new Date(now.getTime() + days * 86_400_000)
  const id = randomUUID()
  await tx
    .insertInto('person_key')
    .values({
      id,
      account_id: row.id,
      hash,
      label: wanted.label,
      last_used_at: null,
      revoked_at: null,
      expires_at: expiresAt,
      actions: actions === null ? null : [...actions],
      purposes: wanted.purposes === undefined ? null : [...wanted.purposes],
      by_operator: byOperator,
    })
    .execute()
  if (await isOversight(tx, row.id)) await announceToOversight(tx, 'oversight-key', `key:${id}`, now)
  else if (byOperator && !ofOnePerson) await announceToOversight(tx, 'operator-key', `key:${id}`, now)
  if (byOperator) await tx.insertInto('event').values({ type: 'people.changed', ref: id, version: 1 }).execute()
  return { id, account: wanted.account, key, expiresAt: expiresAt.toISOString() }
}

/**
 * Revokes a person's key. Only oversight may revoke keys of oversight accounts, so that administrators alone cannot
 * lock it out; oversight may revoke no other keys. Revoking a key again changes nothing. Errors: `not-found`;
 * `consent-missing`, which is logged as a refusal.
 */
export async function revokePersonKey(tx: Tx, id: string): Promise<void> {
  const key = await tx.db.selectFrom('person_key').select('account_id').where('id', '=', id).executeTakeFirst()
  const byOversight = tx.actor.role === 'oversight'
  const ofOversight = key !== undefined && (await isOversight(tx.db, key.account_id))
  if (key === undefined || (byOversight && !ofOversight)) throw fail('not-found')
  if (ofOversight && !byOversight) {
    const because = clauseSentence('clauses.key-of-oversight')
    throw fail('consent-missing', {
      detail: because.text,
      clauses: [failedClause({ id: 'role', agreement: null }, because, false)],
    })
  }
  const revoked_at = sql<Date>`coalesce(revoked_at, ${tx.now}::timestamptz)`
  await tx.db.updateTable('person_key').set({ revoked_at }).where('id', '=', id).execute()
}

async function isOversight(db: Kysely<Schema>, accountId: string): Promise<boolean> {
  const role = await db
    .selectFrom('account_role')
    .select('role')
    .where('account_id', '=', accountId)
    .where('role', '=', 'oversight')
    .where('state', '=', 'active')
    .executeTakeFirst()
  return role !== undefined
}
