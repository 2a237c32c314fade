import { createHmac } from 'node:crypto'
import type { EnrolRequest } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Schema } from '../../../store/schema.ts'
import type { PasswordRules } from '../credentials/password-rules.ts'
import { lettersOf } from '../passwords.ts'
import { type CredentialAttempt, checkCredential, type GateDeps } from '../sessions/check-credential.ts'
import { forgetTries } from '../sessions/count-try.ts'
import { hashInTurn } from '../sessions/password-checks.ts'
import { endSessionsAndKeys } from './end-sessions-and-keys.ts'

/** Hours in which a code of the first accounts can be used. */
const usableHours = 72
/** With 31 different letters, a code has 118 bits. */
const letters = 24

/** Makes a code with which the owner of one of the first accounts chooses a password. It is returned only here; a keyed hash is stored. */
export async function makeEnrolmentCode(
  db: Kysely<Schema>,
  triesKey: Buffer,
  accountId: string,
  now: Date,
): Promise<string> {
  const code = lettersOf(letters)
  const ends_at = new Date(now.getTime() + usableHours * 3_600_000)
  const row = { hash: hashOf(triesKey, code), account_id: accountId, ends_at }
  await db.insertInto('enrolment_code').values(row).execute()
  return code
}

/** Ends the codes of an account that were not used yet. */
export async function endEnrolmentCodes(db: Kysely<Schema>, accountId: string, now: Date): Promise<void> {
  const codes = db.updateTable('enrolment_code').set({ used_at: now }).where('account_id', '=', accountId)
  await codes.where('used_at', 'is', null).execute()
}

/**
 * Lets the owner of one of the first accounts choose a password with the code of the account. Its other codes, sessions and keys end. Returns
 * the account's name. A wrong code counts for its address, and is logged. Errors: `code-unknown`, also for a code that was used or is older than 72 hours; `password-weak`;
 * `locked-out`; `too-many-requests`.
 */
export async function enrolFirst(
  deps: GateDeps & { passwordRules: PasswordRules },
  { code, password }: Extract<z.infer<typeof EnrolRequest>, { code: string }>,
  ip: string,
): Promise<string> {
  const hash = hashOf(deps.triesKey, code)
  const now = deps.clock()
  // No name is typed, so the attempts of one code count together.
  const name = hash.toString('hex')
  const attempt: CredentialAttempt = { kind: 'code', name, actor: null, ip, refusal: { code: 'code-unknown' } }
  const { found, counted } = await checkCredential(deps, attempt, async () => (await openCode(deps, hash, now)) ?? null)
  await deps.db.transaction().execute((tx) => forgetTries(tx, counted, now))
  await deps.passwordRules.check(password, [found.name, found.person], '/password')
  const passwordHash = await hashInTurn(deps.passwords, { name: found.name, ip, known: false }, password)
  await deps.db.transaction().execute(async (tx) => {
    const used = await tx
      .updateTable('enrolment_code')
      .set({ used_at: now })
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .executeTakeFirst()
    if (used.numUpdatedRows === 0n) throw fail('code-unknown')
    const set = { password_hash: passwordHash, must_change_password: false }
    await tx.updateTable('account').set(set).where('id', '=', found.id).execute()
    await endEnrolmentCodes(tx, found.id, now)
    await endSessionsAndKeys({ db: tx, now }, found.id)
    const { id: account, person_id: person } = found
    const actor = { account, person, member: deps.member.id, role: 'public', teams: [] } as const
    const entry = {
      type: 'people.enrol',
      decision: 'done',
      ref: `account:${account}`,
      details: { kind: 'first' },
    } as const
    await deps.audit.append(tx, entry, { ...actor, teams: [] }, null)
  })
  return found.name
}

const openCode = (deps: GateDeps, hash: Buffer, now: Date) =>
  deps.db
    .selectFrom('enrolment_code as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.name', 'a.person_id', 'p.name as person'])
    .where('c.hash', '=', hash)
    .where('c.used_at', 'is', null)
    .where('c.ends_at', '>', now)
    .where('a.state', '<>', 'disabled')
    .executeTakeFirst()

function hashOf(triesKey: Buffer, code: string): Buffer {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return createHmac('sha256', triesKey).update(`entente/enrolment-code/v1\n${plain}`).digest()
}
