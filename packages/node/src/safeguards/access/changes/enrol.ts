import type { Actor, EnrolRequest } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Database } from '../access-store.ts'
import { endSessionsAndKeys } from '../accounts/end-sessions-and-keys.ts'
import { endEnrolmentCodes } from '../accounts/enrolment-code.ts'
import { endAllCredentials } from '../credentials/list-credentials.ts'
import type { PasswordRules } from '../credentials/password-rules.ts'
import { type CredentialAttempt, checkCredential, type GateDeps } from '../sessions/check-credential.ts'
import { forgetTries } from '../sessions/count-try.ts'
import { hashInTurn } from '../sessions/password-checks.ts'
import { isCode } from './code-halves.ts'
import { lockPeople, readChanges, type StoredChange } from './stored-change.ts'

export interface EnrolDeps extends GateDeps {
  passwordRules: PasswordRules
}
type ByHalves = Extract<z.infer<typeof EnrolRequest>, { first: string }>

/**
 * Lets the owner of an account choose a password with both halves of a code. The former password, all second factors,
 * sessions and keys of the account end. Returns the account's name. A wrong code counts like a wrong password for this account and address, and is logged. Errors:
 * `code-unknown` with one wrong half, before the waiting time is over or after 72 hours; `password-weak`; `locked-out`;
 * `too-many-requests`.
 */
export async function enrol(deps: EnrolDeps, body: ByHalves, ip: string): Promise<string> {
  const now = deps.clock()
  const name = body.account
  const account = await deps.db
    .selectFrom('account')
    .select(['id', 'person_id', 'state'])
    .where('name', '=', name)
    .executeTakeFirst()
  const actor = account === undefined ? null : actorFor(deps, account)
  const attempt: CredentialAttempt = { kind: 'code', name, actor, ip, refusal: { code: 'code-unknown' } }
  const { found: change, counted } = await checkCredential(deps, attempt, async () => {
    const open = account === undefined ? undefined : await openCode(deps.db, account.id, now)
    if (open === undefined || account?.state === 'disabled' || !isCode(deps.triesKey, open, body)) return null
    return open
  })
  await deps.db.transaction().execute((tx) => forgetTries(tx, counted, now))
  await deps.passwordRules.check(body.password, await namesOf(deps.db, change.account_id), '/password')
  const passwordHash = await hashInTurn(deps.passwords, { name, ip, known: false }, body.password)
  await store(deps, change, passwordHash, actorFor(deps, { id: change.account_id, person_id: change.concerned }))
  return name
}

async function namesOf(db: Database, accountId: string): Promise<string[]> {
  const row = await db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.name', 'p.name as person'])
    .where('a.id', '=', accountId)
    .executeTakeFirstOrThrow()
  return [row.name, row.person]
}

const actorFor = ({ member }: EnrolDeps, { id, person_id: person }: { id: string; person_id: string }): Actor => ({
  ...{ account: id, person, member: member.id, role: 'public', teams: [] },
})

/** Returns the newest change of an account whose code can be used now. */
async function openCode(db: Database, accountId: string, now: Date): Promise<StoredChange | undefined> {
  const rows = await db
    .selectFrom('people_change')
    .select('id')
    .where('account_id', '=', accountId)
    .where('state', '=', 'to-enrol')
    .where('effective_at', '<=', now)
    .where('ends_at', '>', now)
    .orderBy('effective_at', 'desc')
    .limit(1)
    .execute()
  const [change] = await readChanges(
    db,
    rows.map(({ id }) => id),
  )
  return change
}

async function store(deps: EnrolDeps, change: StoredChange, passwordHash: string, actor: Actor): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    await lockPeople(tx)
    const now = deps.clock()
    // A code is used once, and a concurrent objection ends it.
    const used = await tx
      .updateTable('people_change')
      .set({ state: 'done', ended_at: now, first_half: null, second_half: null })
      .where('id', '=', change.id)
      .where('state', '=', 'to-enrol')
      .executeTakeFirst()
    if (used.numUpdatedRows === 0n) throw fail('code-unknown')
    // A second account of the same person is a reset of this person by another name.
    const others = tx.selectFrom('account').select('id').where('person_id', '=', change.concerned)
    const isReset =
      change.kind === 'recover' || (await others.where('id', '<>', change.account_id).executeTakeFirst()) !== undefined
    await tx
      .updateTable('account')
      .set({
        password_hash: passwordHash,
        must_change_password: false,
        ...(isReset ? { recovered_at: now } : {}),
      })
      .where('id', '=', change.account_id)
      .execute()
    await endSessionsAndKeys({ db: tx, now }, change.account_id)
    await endAllCredentials(tx, change.account_id)
    await endEnrolmentCodes(tx, change.account_id, now)
    await tx.deleteFrom('sign_in_try').where('account_id', '=', change.account_id).execute()
    const details = { change: change.id, kind: change.kind }
    const ref = `account:${change.account_id}`
    await deps.audit.append(tx, { type: 'people.enrol', decision: 'done', ref, details }, actor, null)
    await tx.insertInto('event').values({ type: 'people.changed', ref: change.id, version: 1 }).execute()
  })
}
