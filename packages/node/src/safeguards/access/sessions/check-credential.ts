import type { Actor } from '@entente/contracts'
import { type ErrorCode, Failure, fail } from '../../../errors.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import { announceOnce } from '../announce-to-oversight.ts'
import { type CountedTry, countTry, isKnownAt, keepKnownAt, lockedOut, type TryDeps } from './count-try.ts'
import type { AdmittedCaller, PasswordChecks } from './password-checks.ts'
import { sourceAddress } from './source-address.ts'

/** Every kind of secret that the node checks. The log states it. */
type CredentialKind = 'password' | 'passkey' | 'code' | 'taxii' | 'key'

export interface GateDeps extends TryDeps {
  audit: AuditLog
  clock: () => Date
  member: { id: string }
  passwords: PasswordChecks
}
export interface CredentialAttempt {
  kind: Exclude<CredentialKind, 'key'>
  /** The typed name, the client, or a digest of a code. It is stored only as a keyed hash. */
  name: string
  /** The caller, for the log; null for a name that does not exist. */
  actor: Actor | null
  ip: string
  /** Whether the caller has a session. Otherwise a right attempt at this address in the last 30 days makes it known. */
  signedIn?: boolean
  /** Called if this attempt is the one that locks, before it is refused. */
  onLock?: () => Promise<unknown>
  /** The refusal of a wrong attempt. */
  refusal: { code: ErrorCode; at?: string; detail?: (left: number) => string }
}

/**
 * The one gate through which every credential is checked. It admits the caller, counts the attempt before the check, runs the check, and
 * logs a wrong attempt with its kind. `check` returns null for a wrong credential. `counted` must be given to `forgetTries` in the
 * transaction that uses it. All wrong attempts get the same answer, unless `check` throws a failure of its own.
 *
 * Errors: `too-many-requests` before any work if too many attempts are checked; `locked-out` with the time of the next permitted attempt;
 * the code of `refusal`. An attempt that uses up the limit of an account or a network raises the alarm `credential-guessed`.
 */
export async function checkCredential<T>(
  deps: GateDeps,
  attempt: CredentialAttempt,
  check: (admitted: AdmittedCaller) => Promise<T | null>,
): Promise<{ found: T; counted: CountedTry }> {
  const now = deps.clock()
  const { name, actor, ip, signedIn = false } = attempt
  // A known passkey needs no slow hash, and nobody guesses its signature: wrong passwords of others do not delay it.
  const byPasskey = attempt.kind === 'passkey' && actor !== null
  const known = signedIn || byPasskey || (await isKnownAt(deps, { kind: 'pair', name, ip }, now))
  const admitted = deps.passwords.admit({ name, ip, known })
  let counted: CountedTry
  let found: T | null
  let own: Failure | null = null
  try {
    const accountId = actor?.account ?? null
    counted = await admitted.counting(() => countTry(deps, { name, accountId, ip, byPasskey }, now))
    found = await check(admitted).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error
      own = error
      return null
    })
    admitted.judge(found !== null)
  } finally {
    admitted.end()
  }
  if (found === null) return refuseAttempt(deps, attempt, counted, own)
  return { found, counted }
}

/**
 * Checks the password of a TAXII client. It is admitted and logged like every other credential, but it does not lock: a machine that
 * repeats an old password would lock itself out for an hour after its password was mended. Returns whether the password is right.
 */
export async function checkClientPassword(
  deps: GateDeps,
  attempt: { name: string; actor: Actor | null; ip: string },
  check: (admitted: AdmittedCaller) => Promise<boolean>,
): Promise<boolean> {
  const at = { kind: 'taxii', name: attempt.name, ip: attempt.ip } as const
  const known = await isKnownAt(deps, at, deps.clock())
  const admitted = deps.passwords.admit({ name: `taxii:${attempt.name}`, ip: attempt.ip, known })
  let fits: boolean
  try {
    fits = await check(admitted)
    admitted.judge(fits)
  } finally {
    admitted.end()
  }
  if (fits) await keepKnownAt(deps, at, deps.clock())
  else await logWrong(deps, attempt.actor, { kind: 'taxii' })
  return fits
}

/** Logs a refused attempt without the name that was given, raises the alarm for guessing, and throws the refusal. */
export async function refuseAttempt(
  deps: GateDeps,
  { kind, actor, ip, onLock, refusal }: CredentialAttempt,
  { left, lockedUntil, usedUp }: CountedTry,
  own: Failure | null = null,
): Promise<never> {
  const guessed = usedUp.map((what) =>
    what === 'account' && actor !== null ? `account:${actor.account}` : `network:${sourceAddress(ip)}`,
  )
  await logWrong(deps, actor, { kind, left }, { alarms: guessed })
  if (lockedUntil !== null) {
    await onLock?.()
    throw lockedOut(lockedUntil, deps.clock())
  }
  if (own !== null) throw own
  const { code, at, detail } = refusal
  throw fail(code, { ...(at === undefined ? {} : { at }), ...(detail === undefined ? {} : { detail: detail(left) }) })
}

/** Logs a wrong credential, or `count` of them in one entry, and raises the alarms for guessing. */
export async function logWrong(
  { db, audit, clock, member }: Pick<GateDeps, 'db' | 'audit' | 'clock' | 'member'>,
  actor: Actor | null,
  details: { kind: CredentialKind; left?: number },
  { alarms = [], count = 0 }: { alarms?: readonly string[]; count?: number } = {},
): Promise<void> {
  const nobody: Actor = { account: 'public', person: 'public', member: member.id, role: 'public', teams: [] }
  await db.transaction().execute(async (tx) => {
    await audit.append(tx, { type: 'login.failed', decision: 'deny', count, details }, actor ?? nobody, null)
    for (const ref of new Set(alarms)) await announceOnce(tx, 'credential-guessed', ref, clock())
  })
}
