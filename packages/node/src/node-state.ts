import { statfs } from 'node:fs/promises'
import type pg from 'pg'
import { z } from 'zod'
import { signalsChangedTopic } from './exchange/jobs.ts'

/** The counts of one queue. A job or message is due if nothing but a free worker is missing. Ages are in seconds. */
export interface QueueCounts {
  waiting: number
  failed: number
  /** Jobs that failed for good during the last day. */
  failedLately: number
  /** The age of the oldest one that is due and that nobody works on; 0 if there is none. */
  oldestSeconds: number
}
export type QueueSource = () => Promise<QueueCounts>

/** Joins the counts of several queues: numbers are added, and the greatest age counts. */
export function joinQueues(sources: readonly QueueSource[]): QueueSource {
  return async () => {
    const all = await Promise.all(sources.map((source) => source()))
    const sum = (of: (counts: QueueCounts) => number) => all.reduce((total, counts) => total + of(counts), 0)
    return {
      waiting: sum(({ waiting }) => waiting),
      failed: sum(({ failed }) => failed),
      failedLately: sum(({ failedLately }) => failedLately),
      oldestSeconds: Math.max(0, ...all.map(({ oldestSeconds }) => oldestSeconds)),
    }
  }
}

/** Counts the jobs in the database. */
export function jobQueue(pool: pg.Pool): QueueSource {
  return async () => {
    const { rows } = await pool.query<Record<string, string | null>>(
      `select count(*) filter (where attempts < max_attempts and (run_at <= now() or attempts > 0)) as waiting,
         count(*) filter (where attempts >= max_attempts) as failed,
         count(*) filter (where attempts >= max_attempts and updated_at > now() - interval '1 day') as failed_lately,
         extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and locked_at is null and run_at <= now())) as oldest
       from graphile_worker.jobs`,
    )
    const counts = rows[0]
    return {
      waiting: Number(counts?.waiting ?? 0),
      failed: Number(counts?.failed ?? 0),
      failedLately: Number(counts?.failed_lately ?? 0),
      oldestSeconds: Number(counts?.oldest ?? 0),
    }
  }
}

/**
 * Counts the messages that wait to be read. A message that failed is tried again without end, so it always waits, and
 * its age is the time since it was received.
 */
export function messageQueue(pool: pg.Pool, clock: () => Date): QueueSource {
  return async () => {
    const { rows } = await pool.query<{ waiting: string; oldest: string | null }>(
      `select count(*) as waiting,
         extract(epoch from $1::timestamptz - min(case when attempts > 0 then received_at else read_at end)) as oldest
       from message where read_at <= $1 or (attempts > 0 and read_at is not null)`,
      [clock()],
    )
    const oldestSeconds = Math.max(0, Number(rows[0]?.oldest ?? 0))
    return { waiting: Number(rows[0]?.waiting ?? 0), failed: 0, failedLately: 0, oldestSeconds }
  }
}

export const HealthReason = z.enum([
  'receipts-failing',
  'disk-nearly-full',
  'queue-late',
  'jobs-failed',
  'peers-late',
  'index-late',
  'log-lines-dropped',
])
export type HealthReason = z.infer<typeof HealthReason>

/** From these limits on, the state is `degraded`. The page for operators (docs/operator.md) lists them. */
const stateLimits = { queueSeconds: 120, peerSeconds: 600, indexSeconds: 60, latelySeconds: 300 }

export interface NodeState {
  jobs: QueueCounts
  /** Active members, those whose log was not read for too long, and the longest time since a log was read. */
  peers: { active: number; late: number; longestSeconds: number }
  index: { signals: number; appliedSeconds: number; waiting: number; oldestSeconds: number }
  disk: { freeBytes: number }
  reasons: HealthReason[]
}

export interface NodeStateDeps {
  pool: pg.Pool
  queue: QueueSource
  dataRoot: string
  /** With less free space than this in the data folder, the state is `degraded`. */
  leastDiskBytes: number
  index: () => { signals: number; appliedAt: Date }
  /** When a receipt was last refused because it could not be stored, and when a line of the log was last dropped. */
  troubles: () => { receiptAt: number | null; logAt: number | null }
}

/** Reads what the operator must know about a node. Rejects while the database is unavailable. */
export async function readNodeState(deps: NodeStateDeps): Promise<NodeState> {
  const [jobs, peers, changes, { bavail, bsize }] = await Promise.all([
    deps.queue(),
    countPeers(deps.pool),
    countChanges(deps.pool),
    statfs(deps.dataRoot),
  ])
  const { signals, appliedAt } = deps.index()
  const index = { signals, appliedSeconds: (Date.now() - appliedAt.getTime()) / 1000, ...changes }
  const disk = { freeBytes: bavail * bsize }
  const { receiptAt, logAt } = deps.troubles()
  const lately = (at: number | null) => at !== null && Date.now() - at < stateLimits.latelySeconds * 1000
  const found: Record<HealthReason, boolean> = {
    'receipts-failing': lately(receiptAt),
    'disk-nearly-full': disk.freeBytes < deps.leastDiskBytes,
    'queue-late': jobs.oldestSeconds > stateLimits.queueSeconds,
    'jobs-failed': jobs.failedLately > 0,
    'peers-late': peers.late > 0,
    'index-late': index.oldestSeconds > stateLimits.indexSeconds,
    'log-lines-dropped': lately(logAt),
  }
  return { jobs, peers, index, disk, reasons: HealthReason.options.filter((reason) => found[reason]) }
}

async function countPeers(pool: pg.Pool): Promise<NodeState['peers']> {
  const { rows } = await pool.query<Record<string, string | null>>(
    `select count(*) as active, count(*) filter (where age > $1) as late, max(age) as longest
     from (select extract(epoch from now() - coalesce(last_pull_at, since)) as age from peer where state = 'active') p`,
    [stateLimits.peerSeconds],
  )
  return {
    active: Number(rows[0]?.active ?? 0),
    late: Number(rows[0]?.late ?? 0),
    longestSeconds: Math.max(0, Number(rows[0]?.longest ?? 0)),
  }
}

/** Counts the changes of signals that the index has not applied yet. */
async function countChanges(pool: pg.Pool): Promise<{ waiting: number; oldestSeconds: number }> {
  const { rows } = await pool.query<Record<string, string | null>>(
    `select count(*) as waiting, extract(epoch from now() - min(run_at)) as oldest from graphile_worker.jobs
     where task_identifier = $1 and attempts < max_attempts and run_at <= now()`,
    [signalsChangedTopic.name],
  )
  return { waiting: Number(rows[0]?.waiting ?? 0), oldestSeconds: Math.max(0, Number(rows[0]?.oldest ?? 0)) }
}
