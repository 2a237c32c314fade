import { setTimeout as delay } from 'node:timers/promises'
import { Budget, type BudgetState } from '../../../safeguards/governor/budget.ts'
import { Pace } from '../../../safeguards/governor/pace.ts'
import { PeerFault } from '../requests/peer-fault.ts'

const daySeconds = 86_400
const perDay = (burst: number) => ({ burst, perSecond: burst / daySeconds })
const unlimited = { burst: 1e15, perSecond: 1e15 }
/** Entries and bytes that one peer's log may have in a day, beyond those of the last days that were not used. */
const entriesPerDay = 2_000_000
const bytesPerDay = 8 * 1024 ** 3
/** How often a peer's log may begin anew: this often at once, then one an hour. */
const repairsAtOnce = 5
/** Pages of one peer: this many at once, then five a second. A page has up to 1,000 entries. */
const pagePace = { burst: 2000, perSecond: 5 }
/** So many pages are checked and applied at the same time, over all peers. */
const pagesAtOnce = 2

/** Limits on reading the logs of peers, so that a peer that sends without end is cut off and the others go on. */
export interface PullBudget {
  /** The most signals that a summary may list. */
  mostSignals: number
  /** Throws PeerFault `log-too-large` if this peer used up its entries or bytes. Call it before each request. */
  check(member: string): void
  /** Waits until one more page of this peer may be read, or until the signal aborts. */
  nextPage(member: string, signal?: AbortSignal): Promise<void>
  /** Counts what a peer sent. */
  count(member: string, sent: { bytes?: number; entries?: number }): void
  /** Counts a log that begins anew. Throws PeerFault `log-too-large` if that happens too often. */
  countRepair(member: string): void
  /** Runs work on a page. Waits while two other pages are being worked on. */
  whileApplying<T>(member: string, work: () => Promise<T>): Promise<T>
  states(): BudgetState[]
}

export function createPullBudget(mostSignals: number, clock: () => Date): PullBudget {
  const now = () => clock().getTime()
  const pace = (name: string, each: { burst: number; perSecond: number }) =>
    new Pace({ name, total: unlimited, each }, now)
  const entries = pace('peer-entries', perDay(entriesPerDay))
  const bytes = pace('peer-bytes', perDay(bytesPerDay))
  const repairs = pace('peer-logs-anew', { burst: repairsAtOnce, perSecond: 1 / 3600 })
  // This limit waits in real time, whatever the clock of the node says.
  const pages = new Pace({ name: 'peer-page-pace', total: unlimited, each: pagePace }, () => performance.now())
  const applying = new Budget({ name: 'peer-pages', total: pagesAtOnce, each: 1 })
  return {
    mostSignals,
    check(member) {
      try {
        entries.take(member, 0)
        bytes.take(member, 0)
      } catch {
        throw new PeerFault('log-too-large', 'more entries or bytes in a day than allowed')
      }
    },
    async nextPage(member, signal) {
      while (signal?.aborted !== true) {
        try {
          return pages.take(member)
        } catch {
          await delay(1000 / pagePace.perSecond, undefined, signal === undefined ? {} : { signal }).catch(() => {})
        }
      }
    },
    count(member, sent) {
      entries.charge(member, sent.entries ?? 0)
      bytes.charge(member, sent.bytes ?? 0)
    },
    countRepair(member) {
      try {
        repairs.take(member)
      } catch {
        throw new PeerFault('log-too-large', 'the log began anew too often')
      }
    },
    async whileApplying(member, work) {
      const lease = await applying.wait({ caller: member })
      try {
        return await work()
      } finally {
        lease.release()
      }
    },
    states: () => [applying.state(), ...[entries, bytes, repairs, pages].map((one) => refusalsOf(one))],
  }
}

/** These limits have no sum over all peers, so only the refusals say anything. */
function refusalsOf(pace: Pace): BudgetState {
  return { ...pace.state(), limit: 0, inUse: 0 }
}
