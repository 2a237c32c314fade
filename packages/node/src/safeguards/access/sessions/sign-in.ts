import { randomBytes } from 'node:crypto'
import type { Role } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../door.ts'
import { newKey } from '../keys.ts'
import { passwordFits } from '../passwords.ts'
import { purposesOfRole } from '../roles.ts'

const triesAllowed = 5
const lockMinutes = 15
export interface SignInDeps {
  db: Database
  audit: AuditLog
  clock: () => Date
  member: { id: string }
}

/**
 * Signs a person in: a new session for the first of their roles; its purpose is set only where the role has just one.
 * Errors: `sign-in-failed` with the tries left, `locked-out` with the time it opens again. Both are logged.
 */
export async function signIn(
  deps: SignInDeps,
  name: string,
  password: string,
): Promise<{ cookie: string; csrf: string; mustChangePassword: boolean }> {
  const { db, audit } = deps
  const now = deps.clock()
  const account = await db.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst()
  const tries = account === undefined ? countStranger(db, name, now) : await countTry(db, account.id, now)
  if (tries instanceof Date) throw lockedOut(tries, now)
  const fits = await passwordFits(account?.password_hash ?? null, password)
  if (account === undefined) throw failedAfter(tries, now)
  const roles = await db
    .selectFrom('account_role')
    .select('role')
    .where('account_id', '=', account.id)
    .where('state', '=', 'active')
    .orderBy('granted_at')
    .execute()
  const role = (roles[0]?.role ?? 'public') as Role
  const actor = { account: account.id, person: account.person_id, member: deps.member.id, role, teams: [] }
  if (!fits || account.state === 'disabled' || roles.length === 0) {
    const entry = { type: 'login.failed', decision: 'deny', details: { tries } } as const
    await db.transaction().execute((tx) => audit.append(tx, entry, actor, null))
    throw failedAfter(tries, now)
  }
  const { key, hash } = newKey('session')
  const csrf = randomBytes(18).toString('base64url')
  const purposes = purposesOfRole[role]
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('account')
      .set({ failed_tries: 0, locked_until: null, last_sign_in_at: now })
      .where('id', '=', account.id)
      .execute()
    await tx
      .insertInto('session')
      .values({
        id_hash: hash,
        account_id: account.id,
        role,
        purpose: purposes.length === 1 ? (purposes[0] ?? null) : null,
        csrf,
        created_at: now,
        last_seen_at: now,
        ended_at: null,
      })
      .execute()
    await audit.append(tx, { type: 'login.ok', decision: 'done' }, actor, null)
  })
  return { cookie: key, csrf, mustChangePassword: account.must_change_password }
}

const lockedUntil = (now: Date): Date => new Date(now.getTime() + lockMinutes * 60_000)

/**
 * Counts a try before its password is looked at, so that a hundred at once are not a hundred guesses: the last one allowed locks the account until it
 * turns out right. Answers how many tries that makes, or until when the account is locked.
 */
async function countTry(db: Database, id: string, now: Date): Promise<number | Date> {
  const tries = sql<number>`case when locked_until is null then failed_tries + 1 else 1 end`
  const counted = await db
    .updateTable('account')
    .set({
      failed_tries: tries,
      locked_until: sql<Date | null>`case when ${tries} >= ${triesAllowed}::int then ${lockedUntil(now)}::timestamptz end`,
    })
    .where('id', '=', id)
    .where((e) => e.or([e('locked_until', 'is', null), e('locked_until', '<=', now)]))
    .returning('failed_tries')
    .executeTakeFirst()
  if (counted !== undefined) return counted.failed_tries
  const row = await db.selectFrom('account').select('locked_until').where('id', '=', id).executeTakeFirst()
  return row?.locked_until ?? now
}

interface Stranger {
  tries: number
  until: Date | null
}
const mostStrangers = 10_000
const strangers = new WeakMap<Database, Map<string, Stranger>>()

/** Names of nobody are counted alike, so that the answer does not tell which names exist. In memory, the oldest forgotten first. */
function countStranger(db: Database, name: string, now: Date): number | Date {
  const known = strangers.get(db) ?? new Map<string, Stranger>()
  strangers.set(db, known)
  const before = known.get(name)
  if (before?.until != null && before.until > now) return before.until
  const tries = before === undefined || before.until !== null ? 1 : before.tries + 1
  known.delete(name)
  known.set(name, { tries, until: tries >= triesAllowed ? lockedUntil(now) : null })
  for (const oldest of known.keys()) {
    if (known.size <= mostStrangers) break
    known.delete(oldest)
  }
  return tries
}

function failedAfter(tries: number, now: Date) {
  if (tries >= triesAllowed) return lockedOut(lockedUntil(now), now)
  const left = triesAllowed - tries
  return fail('sign-in-failed', {
    detail: `Name or password is not right. ${left} ${left === 1 ? 'try' : 'tries'} left.`,
  })
}

function lockedOut(until: Date, now: Date) {
  return fail('locked-out', {
    detail: `Too many tries. Open again at ${until.toISOString().slice(11, 16)} UTC, or ask an administrator.`,
    retryAfterMs: until.getTime() - now.getTime(),
  })
}
