import type { Purpose } from '@entente/contracts'
import { sql } from 'kysely'
import { Failure } from '../../errors.ts'
import type { Database } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor } from '../../safeguards/access/system.ts'
import { describeFault } from '../../store/describe-fault.ts'
import { isConflict, isRetryable } from '../../store/postgres/index.ts'
import type { BuiltScreener } from '../gateway/pipeline-steps.ts'
import { findParted, findWaiting, type Group, sameGroup, type Waiting } from './find-waiting.ts'
import { isParted, partedSizes, readInParts, renewLease } from './read-in-parts.ts'
import { type ReadDeps, readWaiting } from './read-message.ts'

export interface ReaderDeps extends ReadDeps, Pick<CoreDeps, 'clock'> {
  db: Database
  /** Called with the messages that a reader takes, and with none when it has finished them. */
  onReading?: (reader: number, ids: readonly string[]) => void
}
export interface Readers {
  /** Makes an idle reader look for waiting messages now. */
  wake(): void
  /**
   * Resolves when the readers match with the present state of these signals, with the screener that a large change built. Rejects if they are
   * not running.
   */
  apply(signalIds: readonly string[]): Promise<BuiltScreener | undefined>
  /** Waits for the transactions that run, then stops. */
  stop(): Promise<void>
}

/** While one reader waits for PostgreSQL, another one reads bytes. */
const readers = 2
/** Messages of other nodes on this database, and messages that are due again, are found after at most this time. */
const pollMs = 1000
const faultMs = 500
/**
 * While messages arrive steadily, a reader waits so long to read more of them together: each record is then merged less
 * often. Steady means at least so many messages in the meantime.
 */
const gatherMs = 300
const steady = 5
const longestDelayMs = 3_600_000

/**
 * Starts the readers of received messages. The rows of unread messages are their queue, so nothing is lost if the node
 * is killed, and no receipt has to enqueue a job. A message that cannot be read is tried again after growing delays, and
 * does not keep others from being read.
 */
export function startReaders(deps: ReaderDeps): Readers {
  let busy: Group[] = []
  /** While a reader reads a message in parts, the other one reads small messages: at most one is held so long. */
  let inParts = false
  const sleepers = new Set<() => void>()
  let stopped = false
  let wakes = 0
  let turn: Promise<unknown> = Promise.resolve()

  const large = () => ({ above: partedSizes(deps.gateways), wanted: !inParts })

  /** Finds messages for one reader at a time, so that two readers do not take the same group. */
  function take(): Promise<Waiting | null> {
    const found = turn.then(async () => {
      const waiting = stopped ? null : await findWaiting(deps.db, deps.clock(), busy, large())
      if (waiting?.parted) inParts = true
      busy = [...busy, ...(waiting?.groups ?? [])]
      return waiting
    })
    turn = found.catch(() => {})
    return found
  }
  async function readNext(reader: number): Promise<boolean> {
    const waiting = await take()
    if (waiting === null) return false
    deps.onReading?.(reader, waiting.ids)
    try {
      return (await readTogether(deps, waiting.ids)) > 0
    } finally {
      deps.onReading?.(reader, [])
      if (waiting.parted) inParts = false
      busy = busy.filter((group) => !waiting.groups.some((done) => sameGroup(group, done)))
    }
  }
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        sleepers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      sleepers.add(wake)
    })
  async function run(reader: number): Promise<void> {
    while (!stopped) {
      const before = wakes
      try {
        if (!(await readNext(reader)) && wakes === before) await sleep(pollMs)
        else if (wakes - before >= steady) await new Promise((resolve) => setTimeout(resolve, gatherMs))
      } catch (error) {
        deps.log.warn({ event: 'reading.interrupted', fault: describeFault(error) })
        await sleep(faultMs)
      }
    }
  }
  const wake = () => {
    wakes += 1
    // A busy reader looks again when it has finished. Each further message wakes a further reader.
    const [one] = sleepers
    one?.()
  }
  const running = Array.from({ length: readers }, (_, reader) => run(reader))
  return {
    wake,
    // They use the index of the thread that starts them.
    apply: async () => undefined,
    async stop() {
      stopped = true
      wakes += 1
      for (const one of [...sleepers]) one()
      await Promise.all(running)
    },
  }
}

/**
 * Reads messages in one transaction. If that fails, reads each alone, and delays those that fail. Returns the number of
 * messages whose state changed.
 */
export async function readTogether(deps: ReaderDeps, ids: readonly string[]): Promise<number> {
  const rows = await deps.db
    .selectFrom('message')
    .select(['id', 'gateway', 'bytes', 'regime', 'purposes'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  const [first] = rows
  if (first === undefined) return 0
  const purpose = purposeFor(first)
  const large = new Set(rows.filter((row) => isParted(deps.gateways, row)).map(({ id }) => id))
  for (const id of large) await readAlone(deps, id, purpose, readLarge)
  const others = ids.filter((id) => !large.has(id))
  if (others.length === 0) return large.size
  try {
    return large.size + (await readWaiting(deps, others, purpose))
  } catch (error) {
    if (await mayGoAway(deps, error)) throw error
    if (others.length === 1) await delay(deps, others[0] as string, error)
    else for (const id of others) await readAlone(deps, id, purpose)
    return ids.length
  }
}

/** A message waits for a larger one only if it has more than this share of its bytes. */
const muchSmaller = 1 / 4

const readLarge = (deps: ReaderDeps, [id]: readonly [string], purpose: Purpose | null): Promise<unknown> =>
  readParted(deps, id, purpose, async () => {})

/**
 * Reads a message in parts. Between its parts, one that is much smaller is read if one waits, so that a message of some 100 kB
 * does not wait for one of 200 MB. `renew` keeps the larger messages from others meanwhile.
 */
function readParted(
  deps: ReaderDeps,
  id: string,
  purpose: Purpose | null,
  renew: () => Promise<void>,
): Promise<unknown> {
  return readInParts(deps, { id, version: 1, purpose }, async (bytes) => {
    await renew()
    const above = partedSizes(deps.gateways)
    const smaller = await findParted(deps.db, deps.clock(), above, bytes * muchSmaller)
    if (smaller === null) return
    const renewAll = async () => {
      await renew()
      await renewLease(deps, id)
    }
    await readAlone(deps, smaller.id, purposeFor(smaller), (_, [small], lawful) =>
      readParted(deps, small, lawful, renewAll),
    )
    await renewLease(deps, id)
  })
}

async function readAlone(
  deps: ReaderDeps,
  id: string,
  purpose: Purpose | null,
  read: (deps: ReaderDeps, ids: readonly [string], purpose: Purpose | null) => Promise<unknown> = readWaiting,
): Promise<void> {
  try {
    await read(deps, [id], purpose)
  } catch (error) {
    if (await mayGoAway(deps, error)) throw error
    await delay(deps, id, error)
  }
}

/**
 * Returns whether the same work may succeed soon: the database is unavailable, or another transaction won. If the
 * database answers, an error such as a full or damaged disk belongs to these messages, which must not block the others.
 */
async function mayGoAway(deps: ReaderDeps, error: unknown): Promise<boolean> {
  if (!isRetryable(error)) return false
  if (isConflict(error)) return true
  return sql`select 1`.execute(deps.db).then(
    () => false,
    () => true,
  )
}

/** Errors of a message that may no longer be read, or that no purpose allows to be read. */
const finalCodes: ReadonlySet<string> = new Set(['refused', 'purpose-missing', 'role', 'not-found'])

/** Notes a failed attempt. A message that may no longer be read does not wait any more; any other is tried again later. */
async function delay(deps: ReaderDeps, id: string, error: unknown): Promise<void> {
  const isFinal = error instanceof Failure && finalCodes.has(error.code)
  deps.log.warn({
    event: isFinal ? 'message.not-read' : 'message.reading-failed',
    ...{ message: id, code: error instanceof Failure ? error.code : describeFault(error) },
  })
  if (!isFinal) return delayMessages(deps, [id])
  await deps.db
    .updateTable('message')
    .set({ read_at: null })
    .where('id', '=', id)
    .where('read_version', '=', 0)
    .execute()
}

/** Counts a failed attempt to read these messages. Each is tried again alone, after 2, 4, 8 seconds and so on, at most an hour. */
export async function delayMessages(deps: Pick<ReaderDeps, 'db' | 'clock'>, ids: readonly string[]): Promise<void> {
  const delay = sql<number>`least(${longestDelayMs}, 1000 * power(2, least(attempts + 1, 12)))`
  await deps.db
    .updateTable('message')
    .set({
      attempts: sql<number>`attempts + 1`,
      read_at: sql<Date>`${deps.clock()}::timestamptz + ${delay} * interval '1 millisecond'`,
    })
    .where('id', 'in', [...ids])
    .where('read_version', '=', 0)
    .execute()
}
