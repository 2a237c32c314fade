import { Pace } from '../../governor/pace.ts'
import type { WrongLog } from './log-wrong.ts'
import { sourceAddress } from './source-address.ts'

/** Refuses keys that do not exist. */
export interface WrongKeys {
  /** Logs a wrong key. Throws `too-many-requests` without a log entry once an address, or all together, sent too many. */
  count(ip: string): Promise<void>
}

/**
 * Counts wrong keys of senders, people and clients by address and in sum. A key has 256 random bits, so nobody finds one by guessing; the limits
 * bound the cost. A right key is never refused here, so one client with an old key does not stop others behind its address.
 */
export function createWrongKeys(deps: { clock: () => Date; wrongLog: WrongLog }): WrongKeys {
  const pace = new Pace(
    { name: 'wrong-keys', total: { burst: 600, perSecond: 2 }, each: { burst: 60, perSecond: 0.2 } },
    () => deps.clock().getTime(),
  )
  return {
    async count(ip) {
      pace.take(sourceAddress(ip))
      await deps.wrongLog.log(null, { kind: 'key' })
    },
  }
}
