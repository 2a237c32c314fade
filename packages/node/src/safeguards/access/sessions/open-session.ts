import { randomBytes } from 'node:crypto'
import type { Actor, SessionMethod } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
import type { AccountTable } from '../../../store/schema.ts'
import type { Database } from '../access-store.ts'
import { announceToOversight } from '../announce-to-oversight.ts'
import { hasSecondFactor } from '../credentials/list-credentials.ts'
import { hashKey, newKey } from '../keys.ts'
import { purposesOfRole } from '../roles.ts'
import { isLimited } from './authenticate.ts'
import { type CredentialAttempt, type GateDeps, refuseAttempt } from './check-credential.ts'
import { type CountedTry, forgetTries } from './count-try.ts'
import { networkOf } from './source-address.ts'

export interface SignInDeps extends GateDeps {
  /** The most sessions of an account. A further one ends the one that was used longest ago. */
  mostSessions: number
}
export interface OpenedSession {
  cookie: string
  csrf: string
  mustChangePassword: boolean
  secondFactorNeeded: boolean
  /** The random value by which the browser is known again; null for a program. */
  browser: string | null
}
/** The person whose credential was right, and how it was shown. */
interface SignedInBy {
  account: Selectable<AccountTable>
  actor: Actor
  method: SessionMethod
  /** The tied subject of the provider that opens the session, and the provider's id of its own session. */
  provider?: { subjectId: string; sid: string | null }
}
/** Where a request comes from. */
export interface RequestOrigin {
  ip: string
  userAgent: string | undefined
  /** The value that the browser sent by which it is known again. */
  knownBrowser?: string | undefined
}

/**
 * Opens a session after a right credential. Errors: `account-suspended`, which is logged; the refusal of the attempt if the account changed
 * while the credential was checked.
 */
export async function openSession(
  deps: SignInDeps,
  attempt: CredentialAttempt,
  counted: CountedTry,
  { account, actor, method, provider }: SignedInBy,
  { ip, userAgent, knownBrowser }: RequestOrigin,
): Promise<OpenedSession> {
  const { db, audit } = deps
  const now = deps.clock()
  // Only a person who knows the password learns of the suspension.
  if (account.suspended_until !== null && account.suspended_until > now) {
    const entry = { type: 'login.failed', decision: 'deny', details: { code: 'account-suspended' } } as const
    await db.transaction().execute((tx) => audit.append(tx, entry, actor, null))
    const until = account.suspended_until.toISOString().slice(0, 16).replace('T', ' ')
    throw fail('account-suspended', {
      detail: `Sign-in is suspended until ${until} UTC. Oversight, an administrator or a supervisor can end this.`,
    })
  }
  const { key, hash } = newKey('session')
  const csrf = randomBytes(18).toString('base64url')
  const family = browserOf(userAgent)
  const browser = family === '' ? null : isBrowserValue(knownBrowser) ? knownBrowser : newBrowserValue()
  const purposes = purposesOfRole[actor.role]
  const isOpen = await db.transaction().execute(async (tx) => {
    // Open a session only if the account has not changed since its password was read: a concurrent reset or disabling
    // ended all sessions, and no new one may open after that.
    const updated = await ifUnchanged(tx, account, now)
      .set({ last_sign_in_at: now, ...(method === 'recovery' ? { recovery_code_at: now } : {}) })
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) return false
    // The update locked the account. A factor that was added meanwhile ended all sessions: a password alone opens no new one.
    if (method === 'password' && (await hasSecondFactor(tx, account.id))) return false
    if (provider !== undefined && !(await isTied(tx, provider.subjectId))) return false
    await forgetTries(tx, counted, now)
    await endOldSessions(tx, account.id, now, method === 'recovery' ? 0 : deps.mostSessions - 1)
    if (method === 'recovery') await announceToOversight(tx, 'recovery-code-used', `account:${account.id}`, now)
    await tx
      .insertInto('session')
      .values({
        id_hash: hash,
        account_id: account.id,
        role: actor.role,
        purpose: purposes.length === 1 ? (purposes[0] ?? null) : null,
        csrf,
        created_at: now,
        last_seen_at: now,
        ended_at: null,
        ...{ method, network: networkOf(ip), browser: family },
        // The provider checked the person, and not a factor of this node.
        verified_at: method === 'oidc' ? null : now,
        ...{ subject_id: provider?.subjectId ?? null, provider_sid: provider?.sid ?? null },
        browser_hash: browser === null ? null : hashKey(browser),
      })
      .execute()
    await audit.append(tx, { type: 'login.ok', decision: 'done', details: { method } }, actor, null)
    return true
  })
  if (!isOpen) return refuseAttempt(deps, attempt, counted)
  const founding = await db.selectFrom('founding').select('single_operator').executeTakeFirst()
  const secondFactorNeeded = isLimited(method, founding?.single_operator === true)
  return { cookie: key, csrf, mustChangePassword: account.must_change_password, secondFactorNeeded, browser }
}

/** Updates an account that still has the password that was read, and is neither disabled nor suspended. */
export const ifUnchanged = (tx: Database, account: { id: string; password_hash: string }, now: Date) =>
  tx
    .updateTable('account')
    .where('id', '=', account.id)
    .where('password_hash', '=', account.password_hash)
    .where('state', '<>', 'disabled')
    .where((e) => e.or([e('suspended_until', 'is', null), e('suspended_until', '<=', now)]))

/** Returns whether a subject is tied. It stays so until the transaction ends, so a change that unties it also ends the new session. */
async function isTied(tx: Database, subjectId: string): Promise<boolean> {
  const tied = tx.selectFrom('oidc_subject').select('id').where('id', '=', subjectId).where('ended_at', 'is', null)
  return (await tied.forShare().executeTakeFirst()) !== undefined
}

/** Ends all sessions of an account but the `most` that were used last. */
async function endOldSessions(tx: Database, accountId: string, now: Date, most: number): Promise<void> {
  const open = tx.selectFrom('session').where('account_id', '=', accountId).where('ended_at', 'is', null)
  const old = open.select('id').orderBy('last_seen_at', 'desc').orderBy('id').offset(most)
  await tx.updateTable('session').set({ ended_at: now }).where('id', 'in', old).execute()
}

/** The families of browsers. The name of each later one also occurs in what the earlier ones send. */
const browsers = [
  ['Firefox', /Firefox\//],
  ['Edge', /Edg\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
] as const
const browserOf = (userAgent = ''): string => browsers.find(([, sign]) => sign.test(userAgent))?.[0] ?? ''

const newBrowserValue = (): string => randomBytes(16).toString('base64url')
const isBrowserValue = (value: string | undefined): value is string => /^[\w-]{22}$/.test(value ?? '')
