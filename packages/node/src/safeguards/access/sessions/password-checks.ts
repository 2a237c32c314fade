import type { BudgetState } from '../../governor/budget.ts'
import { Budget } from '../../governor/budget.ts'
import { Pace } from '../../governor/pace.ts'
import { hashPassword, passwordFits } from '../passwords.ts'
import { sourceAddress } from './source-address.ts'

export interface PasswordCaller {
  /** The account or client whose password is checked. */
  name: string
  ip: string
  /** Whether the caller has a session, or gave a right password for this name at this address recently. */
  known: boolean
}
/** A caller that may have passwords hashed. It must be ended. */
export interface AdmittedCaller {
  /**
   * Runs the transaction that counts an attempt, one of two at a time. The attempts of one address wait for each other's
   * locks, and would otherwise hold all connections of the database meanwhile.
   */
  counting<T>(work: () => Promise<T>): Promise<T>
  /** As `passwordFits`. */
  fits(stored: string | null, password: string): Promise<boolean>
  /** Counts the attempt as right or wrong. */
  judge(isRight: boolean): void
  /** As `hashPassword`. */
  hash(password: string): Promise<string>
  end(): void
}
/** Every slow hash of the node that a request causes goes through this queue. */
export interface PasswordChecks {
  /**
   * Admits a caller or throws `too-many-requests` at once, before any hash is computed. Call `end` afterwards.
   */
  admit(caller: PasswordCaller): AdmittedCaller
  states(): BudgetState[]
}

/** Places for known callers, beside those for strangers. */
const knownPlaces = 64

/**
 * Makes the queue of slow hashes. `atOnce` hashes run at the same time, in the order of `Budget.wait`; `waiting` requests of
 * strangers and 64 of known callers wait. Over time, strangers have a limit in sum and by address: a wrong password
 * counts, a right one does not. The right and the new passwords of one account, and the wrong ones for a name from an
 * address that it is known at, have limits too, so that one person cannot keep the queue full. A known caller over the second limit
 * counts as a stranger.
 */
export function createPasswordChecks(
  { atOnce, waiting }: { atOnce: number; waiting: number },
  clock: () => Date,
): PasswordChecks {
  const now = () => clock().getTime()
  const unlimited = { burst: 1e6, perSecond: 1e6 }
  const places = new Budget({
    name: 'password-places',
    total: waiting + knownPlaces,
    reserved: knownPlaces,
    each: Math.max(1, Math.floor(waiting / 2)),
    full: 'too-many-requests',
  })
  const counting = new Budget({ name: 'password-attempts', total: 2, each: 2, reserved: 1 })
  const running = new Budget({ name: 'password-checks', total: atOnce, each: atOnce })
  const strangers = new Pace(
    {
      name: 'passwords-of-strangers',
      total: { burst: waiting * 4, perSecond: waiting / 3 },
      each: { burst: waiting * 2, perSecond: waiting / 32 },
    },
    now,
  )
  const right = new Pace({ name: 'right-passwords', total: unlimited, each: { burst: 60, perSecond: 1 } }, now)
  const wrong = new Pace({ name: 'wrong-passwords', total: unlimited, each: { burst: 10, perSecond: 0.1 } }, now)

  return {
    admit({ name, ip, known: claimed }) {
      const address = sourceAddress(ip)
      const pair = JSON.stringify([name, address])
      const known = claimed && wrong.has(pair)
      right.take(name, 0)
      if (!known) strangers.take(address)
      // A stranger's share is that of its address, a known caller's that of its name.
      const user = { caller: known ? `name:${name}` : `address:${address}`, known }
      let place: ReturnType<Budget['take']>
      try {
        place = places.take(user)
      } catch (error) {
        if (!known) strangers.charge(address, -1)
        throw error
      }
      return {
        counting: (work) => counting.during(user, work),
        fits: (stored, password) => running.during(user, () => passwordFits(stored, password)),
        judge(isRight) {
          if (isRight) right.charge(name, 1)
          else if (known) wrong.charge(pair, 1)
          if (isRight && !known) strangers.charge(address, -1)
        },
        hash(password) {
          right.charge(name, 1)
          return running.during(user, () => hashPassword(password))
        },
        end: () => place.release(),
      }
    },
    states: () => [places.state(), running.state(), strangers.state()],
  }
}

/** Hashes a new password in its turn. Throws `too-many-requests`. */
export async function hashInTurn(passwords: PasswordChecks, caller: PasswordCaller, password: string): Promise<string> {
  const admitted = passwords.admit(caller)
  try {
    return await admitted.hash(password)
  } finally {
    admitted.end()
  }
}
