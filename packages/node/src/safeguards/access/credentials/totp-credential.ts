import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Database, Tx } from '../access-store.ts'
import { announceOnce } from '../announce-to-oversight.ts'
import { openSecret, sealSecret } from './node-secret.ts'
import { base32, stepOfCode, totpAddress } from './totp.ts'

/** This many wrong codes after a right password raise an alarm. */
const alarmingWrong = 5
/** This many suspend the credential. Three codes of a million are right at a time, so the chance to guess one of 20 is 1 in 16,000. */
const mostWrong = 20
/** A proposed secret can be confirmed for this long. */
const proposalMinutes = 15

export interface FactorDeps {
  db: Database
  clock: () => Date
  /** A secret of the node that is not in the database. */
  triesKey: Buffer
}

/**
 * Proposes a secret for codes. The node stores nothing yet: `sealed` holds the secret for this account, and is sent back with the first code.
 */
export function proposeTotp(
  { clock, triesKey }: Pick<FactorDeps, 'clock' | 'triesKey'>,
  account: { id: string; name: string },
  member: string,
): { secret: string; address: string; sealed: string } {
  const secret = randomBytes(20)
  const until = Buffer.alloc(8)
  until.writeBigUInt64BE(BigInt(clock().getTime() + proposalMinutes * 60_000))
  const sealed = sealSecret(triesKey, proposalOf(account.id), Buffer.concat([secret, until]))
  return {
    secret: base32(secret),
    address: totpAddress(secret, account.name, member),
    sealed: sealed.toString('base64url'),
  }
}

/**
 * Stores a proposed secret once its owner has shown a code of it. A former secret of the account ends. Errors: `code-wrong` for a wrong code,
 * and for a proposal of another account or one that is too old.
 */
export async function addTotp(
  tx: Pick<Tx, 'db' | 'now'>,
  triesKey: Buffer,
  given: { accountId: string; label: string; sealed: string; code: string; enrolledBy: 'self' | 'recovery' },
): Promise<string> {
  const { accountId, label, sealed, code } = given
  const opened = openSecret(triesKey, proposalOf(accountId), Buffer.from(sealed, 'base64url'))
  const isOpen = opened !== null && opened.readBigUInt64BE(20) > BigInt(tx.now.getTime())
  const secret = isOpen ? opened.subarray(0, 20) : null
  const step = secret === null ? null : stepOfCode(secret, code, tx.now, null)
  if (secret === null || step === null) throw fail('code-wrong', { at: '/code' })
  await tx.db
    .updateTable('credential')
    .set({ state: 'ended' })
    .where('account_id', '=', accountId)
    .where('kind', '=', 'totp')
    .where('state', '<>', 'ended')
    .execute()
  const id = randomUUID()
  await tx.db
    .insertInto('credential')
    .values({
      ...{ id, account_id: accountId, kind: 'totp', label, enrolled_by: given.enrolledBy, created_at: tx.now },
      ...{ secret: sealSecret(triesKey, credentialOf(id), secret), used_step: String(step), last_used_at: tx.now },
    })
    .execute()
  return id
}

/**
 * Returns whether a code of the account is right, and uses it up. A wrong code is counted, and a right one takes back a single wrong one, so that
 * the owner's sign-ins do not hide those of a person who guesses. Oversight gets an alarm at five, and at 20 the credential is suspended: the
 * sender of wrong codes knows the password.
 */
export async function spendTotp(deps: FactorDeps, accountId: string, code: string): Promise<boolean> {
  const { db, triesKey } = deps
  const now = deps.clock()
  const row = await db
    .selectFrom('credential')
    .select(['id', 'secret', 'used_step'])
    .where('account_id', '=', accountId)
    .where('kind', '=', 'totp')
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (row === undefined || row.secret === null) return false
  const secret = openSecret(triesKey, credentialOf(row.id), row.secret)
  if (secret === null) return false
  const step = stepOfCode(secret, code, now, row.used_step === null ? null : Number(row.used_step))
  if (step === null) {
    await countWrong(db, row.id, accountId, now)
    return false
  }
  // Of two requests with the same code, one changes the row.
  const spent = await db
    .updateTable('credential')
    .set({ used_step: String(step), wrong: sql<number>`greatest(wrong - 1, 0)`, last_used_at: now })
    .where('id', '=', row.id)
    .where('state', '=', 'active')
    .where((e) => e.or([e('used_step', 'is', null), e('used_step', '<', String(step))]))
    .executeTakeFirst()
  return spent.numUpdatedRows === 1n
}

async function countWrong(db: Database, id: string, accountId: string, now: Date): Promise<void> {
  const row = await db
    .updateTable('credential')
    .set((e) => ({
      wrong: e('wrong', '+', 1),
      state: e
        .case()
        .when('wrong', '>=', mostWrong - 1)
        .then('suspended')
        .else(e.ref('state'))
        .end(),
    }))
    .where('id', '=', id)
    .returning('wrong')
    .executeTakeFirst()
  if (row !== undefined && row.wrong >= alarmingWrong)
    await announceOnce(db, 'credential-guessed', `account:${accountId}`, now)
}

const proposalOf = (accountId: string): string => `totp-proposal:${accountId}`
const credentialOf = (id: string): string => `totp:${id}`
