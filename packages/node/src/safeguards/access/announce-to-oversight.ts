import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'

/** An account or a network that guesses, a copied passkey, a second factor that somebody guesses, a used recovery code. */
export type SignInAlarm = 'credential-guessed' | 'credential-cloned' | 'credential-foreign' | 'recovery-code-used'
/** A stored act whose signature is wrong; acts that nobody verifies. */
type ActAlarm = 'act-refused' | 'acts-waiting'
/** Bytes of records whose clocks ended are still stored; something of a deleted record was found. */
type RetentionAlarm = 'retention-late' | 'deletion-unproven'

/**
 * Raises an alarm in the caller's transaction, about a key of oversight, a change of accounts and roles, or an account.
 * Every oversight account and supervisor sees it, and open desks show it at once. `people` are concerned by it beside those whom `ref`
 * names, so they cannot acknowledge it.
 */
export async function announceToOversight(
  db: Kysely<Schema>,
  code:
    | 'oversight-key'
    | 'operator-key'
    | 'people-rescue'
    | 'same-browser'
    | 'origin-changed'
    | 'people-change'
    | 'account-suspended'
    | 'nobody-to-consent'
    | 'second-person-tried'
    | 'unmask-approved'
    | 'recipient-proposed'
    | 'reports-received'
    | SignInAlarm
    | ActAlarm
    | RetentionAlarm,
  ref: string,
  now: Date,
  people: readonly string[] = [],
): Promise<void> {
  const id = randomUUID()
  const detail = JSON.stringify(people.length === 0 ? {} : { people })
  await db
    .insertInto('alarm')
    .values({ id, code, at: now, ref, detail, acknowledged_by: null, acknowledged_at: null })
    .execute()
  await db.insertInto('event').values({ type: 'alarm.raised', ref: id, version: 1 }).execute()
}

/** Raises an alarm about sign-in, signed acts or late deletion, unless the same alarm is still open. */
export async function announceOnce(
  db: Kysely<Schema>,
  code: SignInAlarm | ActAlarm | RetentionAlarm,
  ref: string,
  now: Date,
): Promise<void> {
  const open = db.selectFrom('alarm').select('id').where('code', '=', code).where('ref', '=', ref)
  const known = await open.where('acknowledged_at', 'is', null).limit(1).executeTakeFirst()
  if (known === undefined) await announceToOversight(db, code, ref, now)
}
