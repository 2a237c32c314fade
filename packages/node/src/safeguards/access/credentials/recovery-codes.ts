import { createHmac, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../access-store.ts'
import { lettersOf } from '../passwords.ts'
import type { FactorDeps } from './totp-credential.ts'

const codesOfSet = 10
/** With 31 different letters, a code has 79 bits. */
const letters = 16

/** Makes ten recovery codes for an account and ends the former ones. The codes are returned only here; keyed hashes of them are stored. */
export async function makeRecoveryCodes(
  tx: Pick<Tx, 'db' | 'now'>,
  triesKey: Buffer,
  accountId: string,
): Promise<string[]> {
  await tx.db
    .updateTable('credential')
    .set({ state: 'ended' })
    .where('account_id', '=', accountId)
    .where('kind', '=', 'recovery-codes')
    .execute()
  const id = randomUUID()
  const codes = Array.from({ length: codesOfSet }, () => lettersOf(letters))
  await tx.db
    .insertInto('credential')
    .values({
      ...{ id, account_id: accountId, kind: 'recovery-codes', label: '', enrolled_by: 'self', created_at: tx.now },
    })
    .execute()
  await tx.db
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ credential_id: id, hash: hashOf(triesKey, id, code) })))
    .execute()
  return codes
}

/** Returns whether a recovery code of the account is right and was not used yet, and uses it up. */
export async function spendRecoveryCode(deps: FactorDeps, accountId: string, code: string): Promise<boolean> {
  const now = deps.clock()
  const set = await deps.db
    .selectFrom('credential')
    .select('id')
    .where('account_id', '=', accountId)
    .where('kind', '=', 'recovery-codes')
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (set === undefined) return false
  const used = await deps.db
    .updateTable('recovery_code')
    .set({ used_at: now })
    .where('credential_id', '=', set.id)
    .where('hash', '=', hashOf(deps.triesKey, set.id, code))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (used.numUpdatedRows === 0n) return false
  await deps.db.updateTable('credential').set({ last_used_at: now }).where('id', '=', set.id).execute()
  return true
}

/** Returns the number of codes of a set that are left, as SQL. */
export const codesLeft = sql<number | null>`case when kind = 'recovery-codes' then
  (select count(*)::int from recovery_code r where r.credential_id = credential.id and r.used_at is null) end`

function hashOf(triesKey: Buffer, set: string, code: string): Buffer {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return createHmac('sha256', triesKey).update(`entente/recovery-code/v1\n${set}\n${plain}`).digest()
}
