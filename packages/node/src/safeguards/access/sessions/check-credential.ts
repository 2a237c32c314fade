import type { Actor } from '@entente/contracts'
import { type ErrorCode, Failure, fail } from '../../../errors.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import { type CountedTry, countTry, isKnownAt, keepKnownAt, lockedOut, type TryDeps } from './count-try.ts'
import { type CredentialKind, logWrong, type WrongLog } from './log-wrong.ts'
import type { AdmittedCaller, PasswordChecks } from './password-checks.ts'
import { sourceAddress } from './source-address.ts'

export interface GateDeps extends TryDeps {
  audit: AuditLog
  clock: () => Date
  member: { id: string }
  passwords: PasswordChecks
  wrongLog: WrongLog
}
export interface CredentialAttempt {
  kind: Exclude<CredentialKind, 'key' | 'redress'>
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
  else await deps.wrongLog.log(attempt.actor, { kind: 'taxii' })
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
  // Strangers can type names that do not exist without an end. Attempts at an account have a limit.
  if (actor === null && guessed.length === 0) await deps.wrongLog.log(null, { kind, left })
  else await logWrong(deps, actor, { kind, left }, { alarms: guessed })
  if (lockedUntil !== null) {
    await onLock?.()
    throw lockedOut(lockedUntil, deps.clock())
  }
  if (own !== null) throw own
  const { code, at, detail } = refusal
  throw fail(code, { ...(at === undefined ? {} : { at }), ...(detail === undefined ? {} : { detail: detail(left) }) })
}
