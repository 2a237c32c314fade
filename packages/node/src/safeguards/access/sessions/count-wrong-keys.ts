import { Pace } from '../../governor/pace.ts'
import { type GateDeps, logWrong } from './check-credential.ts'
import { sourceAddress } from './source-address.ts'

/** In each minute this many wrong keys have a log entry of their own. */
const singleEntries = 5
const minuteMs = 60_000

/** Refuses keys that do not exist. */
export interface WrongKeys {
  /** Logs a wrong key. Throws `too-many-requests` without a log entry once an address, or all together, sent too many. */
  count(ip: string): Promise<void>
}

/**
 * Counts wrong keys of senders, people and clients by address and in sum. A key has 256 random bits, so nobody finds one by guessing; the limits
 * bound the cost. A right key is never refused here, so one client with an old key does not stop others behind its address.
 *
 * The log is kept for ever, so strangers must not fill it: in each minute the first five wrong keys have an entry each, and all others together
 * have one with their count, which is written with the next wrong key or after the minute. A stop of the node loses the count of its last minute.
 */
export function createWrongKeys(deps: Pick<GateDeps, 'db' | 'audit' | 'clock' | 'member'>): WrongKeys {
  const now = () => deps.clock().getTime()
  const pace = new Pace(
    { name: 'wrong-keys', total: { burst: 600, perSecond: 2 }, each: { burst: 60, perSecond: 0.2 } },
    now,
  )
  let minute = { ends: 0, logged: 0, gathered: 0 }
  const logGathered = async (): Promise<void> => {
    const { gathered } = minute
    minute.gathered = 0
    if (gathered > 0) await logWrong(deps, null, { kind: 'key' }, { count: gathered })
  }
  return {
    async count(ip) {
      pace.take(sourceAddress(ip))
      if (now() >= minute.ends) {
        await logGathered()
        minute = { ends: now() + minuteMs, logged: 0, gathered: 0 }
        // An entry that cannot be written now is lost, like those of a stopped node.
        setTimeout(() => void logGathered().catch(() => {}), minuteMs).unref()
      }
      if (minute.logged >= singleEntries) {
        minute.gathered += 1
        return
      }
      minute.logged += 1
      await logWrong(deps, null, { kind: 'key' })
    },
  }
}
