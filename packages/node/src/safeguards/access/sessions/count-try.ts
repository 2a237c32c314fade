import { createHmac } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Schema } from '../../../store/schema.ts'
import type { Database } from '../access-store.ts'
import { sourceAddress } from './source-address.ts'

/** Wrong tries at one account from one address before it is locked there. */
const triesAllowed = 5
/** How long: doubled with each further lock until a right password or a day without a try. */
const firstLockMinutes = 15
const longestLockMinutes = 60
const quietHours = 24
/** An address from which an account was signed in stays known so long. */
const knownDays = 30
/** Wrong tries that come free again one after another: so many at once, then one each time this has passed. */
const accountPace = { burst: 50, intervalMs: 120_000 }
const addressPace = { burst: 30, intervalMs: 30_000 }

export interface TryDeps {
  db: Database
  /** Names and addresses are counted under a keyed hash: what was typed as a name may have been a password. */
  triesKey: Buffer
}
/** A try that may be made: its password can be looked at now. */
export interface CountedTry {
  /** Wrong tries left from this address if this one is wrong too; at 0 it is locked. */
  left: number
  lockedUntil: Date | null
  pair: Buffer
  paced: { key: Buffer; intervalMs: number }[]
}

/**
 * Counts a try before its password is looked at, so that a hundred at once are not a hundred guesses: the last one allowed locks until it turns out
 * right. Names of nobody (`accountId` null) are counted alike. Error: `locked-out`, with the time it opens.
 *
 * An account is locked per source address only, so that nobody elsewhere can keep its person out: 5 wrong tries, then 15 minutes, 30, and 60 from then on.
 * Over all addresses from which the account was not signed in during the last 30 days, wrong tries are slowed down: 50, then one every two minutes. So are
 * those of one address over all names, for which it is not known: 30, then one every 30 seconds, so that one password is not tried on everybody.
 *
 * Bound: an address makes at most 130 guesses at one account a day (5 a lock), all unknown addresses together 770 (50 and one per two minutes), whatever
 * their number; less than 2^19 in a year; one address 2,910 over all names it is not known for. A one-time password has 98 bits. What remains open to whoever has hundreds of addresses: they can delay a person's
 * first sign-in from a new address, never one from where they signed in before.
 */
export async function countTry(
  deps: TryDeps,
  attempt: { name: string; accountId: string | null; ip: string },
  now: Date,
): Promise<CountedTry> {
  const address = sourceAddress(attempt.ip)
  const keyOf = (...parts: string[]) =>
    createHmac('sha256', deps.triesKey).update(JSON.stringify(parts)).digest().subarray(0, 16)
  const pair = keyOf('pair', attempt.name, address)
  const paced = [
    { key: keyOf('account', attempt.name), ...accountPace },
    { key: keyOf('address', address), ...addressPace },
  ]
  // Refused anywhere, it counts nowhere: all of it is undone. Always in this order, so that two tries wait for each other.
  return deps.db.transaction().execute(async (tx) => {
    const before = await lockPair(tx, pair, attempt.accountId, now)
    if (before.locked_until !== null && before.locked_until > now) throw lockedOut(before.locked_until, now)
    const known = before.last_right_at !== null && before.last_right_at > new Date(now.getTime() - knownDays * day)
    if (!known) for (const pace of paced) await keepPace(tx, pace, now)
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
    return { left: triesAllowed - tries, lockedUntil, pair, paced: known ? [] : paced }
  })
}

/** The password was right: its try was none, and the wrong ones before it from this address are forgotten. */
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

async function lockPair(tx: Transaction<Schema>, key: Buffer, accountId: string | null, now: Date) {
  await tx
    .insertInto('sign_in_try')
    .values({ key, account_id: accountId, last_try_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tx.selectFrom('sign_in_try').selectAll().where('key', '=', key).forUpdate().executeTakeFirstOrThrow()
}

/**
 * Takes one of the tries that are free now, or throws `locked-out` with when the next one comes free. Kept as one instant, when all of them are free again
 * (the generic cell rate algorithm, ITU-T I.371).
 */
async function keepPace(
  tx: Transaction<Schema>,
  { key, burst, intervalMs }: { key: Buffer; burst: number; intervalMs: number },
  now: Date,
): Promise<void> {
  const first = new Date(now.getTime() + intervalMs)
  const full = new Date(now.getTime() + burst * intervalMs)
  const next = sql<Date>`greatest(sign_in_pace.free_at, ${now}::timestamptz) + ${`${intervalMs} milliseconds`}::interval`
  const taken = await tx
    .insertInto('sign_in_pace')
    .values({ key, free_at: first })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ free_at: next }).where(next, '<=', full))
    .returning('free_at')
    .executeTakeFirst()
  if (taken !== undefined) return
  const row = await tx.selectFrom('sign_in_pace').select('free_at').where('key', '=', key).executeTakeFirstOrThrow()
  throw lockedOut(new Date(row.free_at.getTime() + intervalMs - burst * intervalMs), now)
}
