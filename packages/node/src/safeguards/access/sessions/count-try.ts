import { createHmac } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Schema } from '../../../store/schema.ts'
import type { Database } from '../access-store.ts'
import { sourceAddress } from './source-address.ts'

/** This many wrong passwords for one account from one address cause a lock. */
const triesAllowed = 5
/**
 * The length of the first lock in minutes. Each further lock is twice as long, until a right password is entered or a
 * day passes without an attempt.
 */
const firstLockMinutes = 15
const longestLockMinutes = 60
const quietHours = 24
/** An address counts as known for this many days after a sign-in to the account from it. */
const knownDays = 30
/** Limits how many wrong passwords are accepted over time: `burst` of them at once, then one per interval. */
const accountPace = { burst: 50, intervalMs: 120_000 }
const addressPace = { burst: 30, intervalMs: 30_000 }

export interface TryDeps {
  db: Database
  /**
   * The key with which names and addresses are hashed. A person may type a password in place of the name, so a typed
   * name is never stored.
   */
  triesKey: Buffer
}
/** A permitted attempt. The caller may now check its password. */
export interface CountedTry {
  /** How many wrong passwords are left for this address if this one is wrong too; 0 means that it will be locked. */
  left: number
  lockedUntil: Date | null
  pair: Buffer
  paced: { key: Buffer; intervalMs: number }[]
  /** The limits that this attempt used up, which a person who mistypes does not reach. */
  usedUp: ('account' | 'address')[]
}

/**
 * Counts an attempt before its password is checked, so that a hundred concurrent attempts are not a hundred guesses: the last permitted one
 * locks until it proves right. Unknown names (`accountId` null) are counted alike. Throws `locked-out` with the time of the next attempt.
 *
 * An account is locked per source address, so that an attacker elsewhere cannot lock its person out: 5 wrong passwords, then 15 minutes,
 * 30, and 60 from then on. Wrong passwords from all addresses without a sign-in to the account in the last 30 days share a limit: 50, then
 * one every two minutes. One such address has a limit over all names: 30, then one every 30 seconds, so that one password is not tried on
 * everybody. A passkey has a name of its own and no limit by address, so wrong passwords of others do not lock it.
 *
 * Bounds: one address makes at most 130 guesses at an account a day (5 per lock); all unknown addresses together 770 (50 and one per two
 * minutes), less than 2^19 in a year; one address 2,910 over all names it is not known for. A one-time password has 98 bits. An attacker
 * with hundreds of addresses can delay a person's first sign-in from a new address, but not one from a known address.
 */
export async function countTry(
  deps: TryDeps,
  attempt: { name: string; accountId: string | null; ip: string; byPasskey?: boolean },
  now: Date,
): Promise<CountedTry> {
  const address = sourceAddress(attempt.ip)
  const pair = keyOf(deps, 'pair', attempt.name, address)
  const ofAccount = { of: 'account', key: keyOf(deps, 'account', attempt.name), ...accountPace } as const
  const ofAddress = { of: 'address', key: keyOf(deps, 'address', address), ...addressPace } as const
  const paced = attempt.byPasskey === true ? [ofAccount] : [ofAccount, ofAddress]
  // A refusal rolls back every counter. All attempts lock the counters in one order, so that concurrent attempts wait
  // for each other.
  return deps.db.transaction().execute(async (tx) => {
    const before = await lockPair(tx, pair, attempt.accountId, now)
    if (before.locked_until !== null && before.locked_until > now) throw lockedOut(before.locked_until, now)
    const known = before.last_right_at !== null && before.last_right_at > knownSince(now)
    const usedUp: CountedTry['usedUp'] = []
    if (!known) for (const pace of paced) if (await keepPace(tx, pace, now)) usedUp.push(pace.of)
    const quiet = before.last_try_at <= new Date(now.getTime() - quietHours * hour)
    const tries = quiet || before.locked_until !== null ? 1 : before.tries + 1
    const locks = (quiet ? 0 : before.locks) + (tries >= triesAllowed ? 1 : 0)
    const minutes = Math.min(longestLockMinutes, firstLockMinutes * 2 ** (locks - 1))
    const lockedUntil = tries >= triesAllowed ? new Date(now.getTime() + minutes * 60_000) : null
    await tx
      .updateTable('sign_in_try')
      .set({ tries, locks, locked_until: lockedUntil, last_try_at: now })
      .where('key', '=', pair)
      .execute()
    return { left: triesAllowed - tries, lockedUntil, pair, paced: known ? [] : [...paced], usedUp }
  })
}

/** Undoes the counting of an attempt whose password was right, and clears the wrong attempts from this address. */
export async function forgetTries(tx: Transaction<Schema>, { pair, paced }: CountedTry, now: Date): Promise<void> {
  await tx
    .updateTable('sign_in_try')
    .set({ tries: 0, locks: 0, locked_until: null, last_right_at: now })
    .where('key', '=', pair)
    .execute()
  for (const { key, intervalMs } of paced) {
    await tx
      .updateTable('sign_in_pace')
      .set({ free_at: sql<Date>`free_at - ${`${intervalMs} milliseconds`}::interval` })
      .where('key', '=', key)
      .execute()
  }
}

export function lockedOut(until: Date, now: Date) {
  return fail('locked-out', {
    detail: `Too many tries. Open again at ${until.toISOString().slice(11, 16)} UTC, or ask an administrator.`,
    retryAfterMs: until.getTime() - now.getTime(),
  })
}

const hour = 3_600_000
const day = 24 * hour

const keyOf = (deps: Pick<TryDeps, 'triesKey'>, ...parts: string[]): Buffer =>
  createHmac('sha256', deps.triesKey).update(JSON.stringify(parts)).digest().subarray(0, 16)
const knownSince = (now: Date): Date => new Date(now.getTime() - knownDays * day)
/** A person's account, or a client of TAXII: both may have the same name. */
export type PasswordUser = { kind: 'pair' | 'taxii'; name: string; ip: string }

/** Returns whether this user gave a right password at this address in the last 30 days. Costs one look-up by key. */
export async function isKnownAt(deps: TryDeps, { kind, name, ip }: PasswordUser, now: Date): Promise<boolean> {
  const row = await deps.db
    .selectFrom('sign_in_try')
    .select('last_right_at')
    .where('key', '=', keyOf(deps, kind, name, sourceAddress(ip)))
    .executeTakeFirst()
  return row?.last_right_at != null && row.last_right_at > knownSince(now)
}

/** Records that a user without a session gave a right password at this address. */
export async function keepKnownAt(deps: TryDeps, { kind, name, ip }: PasswordUser, now: Date): Promise<void> {
  const right = { last_try_at: now, last_right_at: now }
  await deps.db
    .insertInto('sign_in_try')
    .values({ key: keyOf(deps, kind, name, sourceAddress(ip)), account_id: null, ...right })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(right))
    .execute()
}

async function lockPair(tx: Transaction<Schema>, key: Buffer, accountId: string | null, now: Date) {
  await tx
    .insertInto('sign_in_try')
    .values({ key, account_id: accountId, last_try_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tx.selectFrom('sign_in_try').selectAll().where('key', '=', key).forUpdate().executeTakeFirstOrThrow()
}

/**
 * Takes one attempt of a limit. Returns whether it was the last one. Throws `locked-out` with the time of the next permitted attempt if none
 * is left. The database stores the time at which the full limit is available again (the generic cell rate algorithm, ITU-T I.371).
 */
async function keepPace(
  tx: Transaction<Schema>,
  { key, burst, intervalMs }: { key: Buffer; burst: number; intervalMs: number },
  now: Date,
): Promise<boolean> {
  const first = new Date(now.getTime() + intervalMs)
  const full = new Date(now.getTime() + burst * intervalMs)
  const next = sql<Date>`greatest(sign_in_pace.free_at, ${now}::timestamptz) + ${`${intervalMs} milliseconds`}::interval`
  const taken = await tx
    .insertInto('sign_in_pace')
    .values({ key, free_at: first })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ free_at: next }).where(next, '<=', full))
    .returning('free_at')
    .executeTakeFirst()
  if (taken !== undefined) return taken.free_at.getTime() + intervalMs > full.getTime()
  const row = await tx.selectFrom('sign_in_pace').select('free_at').where('key', '=', key).executeTakeFirstOrThrow()
  throw lockedOut(new Date(row.free_at.getTime() + intervalMs - burst * intervalMs), now)
}
