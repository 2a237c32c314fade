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
/** Bytes of one page. A page of 1,000 signals usually has fewer; else the next is asked for with fewer entries. */
const mostPageBytes = 4 * 1024 * 1024
const mostEntries = 1000
/** So many pages are checked and applied at the same time, over all peers. */
const pagesAtOnce = 2
/** One log is repaired at the same time, over all peers: its summary is kept in memory. */
const repairsInParallel = 1
const longestRepairMs = 15 * 60_000

/** Limits on reading the logs of peers, so that a peer that sends without end is cut off and the others go on. */
export interface PullBudget {
  /** The most signals that a summary may list. */
  mostSignals: number
  /** The longest time that the repair of a log may take. */
  longestRepairMs: number
  /** Throws PeerFault `log-too-large` if this peer used up its entries or bytes. Call it before each request. */
  check(member: string): void
  /** Waits until one more page of this peer may be read, or until the signal aborts. */
  nextPage(member: string, signal?: AbortSignal): Promise<void>
  /** The most bytes that a page may have. */
  mostPageBytes: number
  /** How many entries to ask a peer for at once, by the bytes of its last pages. */
  entriesAtOnce(member: string): number
  /** Records the bytes of a page with `entries` entries; null if it had too many bytes. */
  fitEntries(member: string, entries: number, bytes: number | null): void
  /** Counts what a peer sent. */
  count(member: string, sent: { bytes?: number; entries?: number }): void
  /**
   * Counts a log that begins anew. Throws PeerFault `log-too-large` if that happens too often. The returned function
   * takes the count back, for a repair that could not be done.
   */
  countRepair(member: string): () => void
  /** Repairs a log. Waits while another log is being repaired. */
  whileRepairing<T>(member: string, work: () => Promise<T>): Promise<T>
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
  /** Peers whose pages were too large, and the number of entries that fits. */
  const fitting = new Map<string, number>()
  const applying = new Budget({ name: 'peer-pages', total: pagesAtOnce, each: 1 })
  const repairing = new Budget({ name: 'peer-repairs', total: repairsInParallel, each: 1 })
  return {
    ...{ mostSignals, longestRepairMs, mostPageBytes },
    entriesAtOnce: (member) => fitting.get(member) ?? mostEntries,
    fitEntries(member, asked, bytes) {
      if (asked !== (fitting.get(member) ?? mostEntries)) return
      // Shrink fast and grow slowly, so that a page of the next size fits.
      if (bytes === null) fitting.set(member, Math.max(1, Math.floor(asked / 4)))
      else if (bytes < mostPageBytes / 8 && fitting.has(member)) {
        if (asked * 2 < mostEntries) fitting.set(member, asked * 2)
        else fitting.delete(member)
      }
    },
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
      return () => repairs.charge(member, -1)
    },
    whileRepairing: (member, work) => repairing.during({ caller: member }, work),
    whileApplying: (member, work) => applying.during({ caller: member }, work),
    states: () => [
      applying.state(),
      repairing.state(),
      ...[entries, bytes, repairs, pages].map((one) => refusalsOf(one)),
    ],
  }
}

/** These limits have no sum over all peers, so only the refusals say anything. */
function refusalsOf(pace: Pace): BudgetState {
  return { ...pace.state(), limit: 0, inUse: 0 }
}
