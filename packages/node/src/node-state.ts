import { statfs } from 'node:fs/promises'
import type { PeopleOfNode } from '@entente/contracts'
import type pg from 'pg'
import { z } from 'zod'
import { signalsChangedTopic } from './exchange/jobs.ts'
import { blockedSecondsSql } from './safeguards/log/note-clock-set-back.ts'

/** The counts of one queue. Ages are in seconds. */
export interface QueueCounts {
  waiting: number
  failed: number
  /** Jobs that failed for good during the last day. */
  failedLately: number
  /** The age of the oldest one that is due and needs nothing but a free worker; 0 if there is none. */
  oldestSeconds: number
}
export type QueueSource = () => Promise<QueueCounts>

/**
 * Joins the counts of several queues: numbers are added, and the greatest age counts. They are counted one after the other: work
 * that moves to a later queue meanwhile is not missed.
 */
export function joinQueues(sources: readonly QueueSource[]): QueueSource {
  return async () => {
    const all: QueueCounts[] = []
    for (const source of sources) all.push(await source())
    const sum = (of: (counts: QueueCounts) => number) => all.reduce((total, counts) => total + of(counts), 0)
    return {
      waiting: sum(({ waiting }) => waiting),
      failed: sum(({ failed }) => failed),
      failedLately: sum(({ failedLately }) => failedLately),
      oldestSeconds: Math.max(0, ...all.map(({ oldestSeconds }) => oldestSeconds)),
    }
  }
}

/**
 * Counts the jobs in the database. `tasks` returns the tasks of this node. The age leaves out jobs of other tasks, which
 * no worker of this node takes, and jobs whose queue is locked, because they wait for the job before them.
 */
export function jobQueue(pool: pg.Pool, tasks: () => readonly string[]): QueueSource {
  return async () => {
    const { rows } = await pool.query<Record<string, string | null>>(
      `select count(*) filter (where attempts < max_attempts and (run_at <= now() or attempts > 0)) as waiting,
         count(*) filter (where attempts >= max_attempts) as failed,
         count(*) filter (where attempts >= max_attempts and updated_at > now() - interval '1 day') as failed_lately,
         extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and j.locked_at is null and run_at <= now()
           and task_identifier = any($1::text[]) and q.locked_at is null)) as oldest
       from graphile_worker.jobs j left join graphile_worker._private_job_queues q using (queue_name)`,
      [tasks()],
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
 * its age is the time since it was received. A large message waits until its last part is stored.
 */
export function messageQueue(pool: pg.Pool, clock: () => Date): QueueSource {
  return async () => {
    const { rows } = await pool.query<{ waiting: string; oldest: string | null }>(
      `select count(*) as waiting,
         extract(epoch from $1::timestamptz - min(case when attempts > 0 then received_at when read_parts = 0 then read_at end)) as oldest
       from message where read_at <= $1 or ((attempts > 0 or read_parts > 0) and read_at is not null)`,
      [clock()],
    )
    const oldestSeconds = Math.max(0, Number(rows[0]?.oldest ?? 0))
    return { waiting: Number(rows[0]?.waiting ?? 0), failed: 0, failedLately: 0, oldestSeconds }
  }
}

export const HealthReason = z.enum([
  'receipts-failing',
  'disk-nearly-full',
  'messages-late',
  'jobs-late',
  'jobs-failed',
  'peers-late',
  'index-late',
  'log-lines-dropped',
  'clock-set-back',
  'state-unknown',
])
export type HealthReason = z.infer<typeof HealthReason>

/** From these limits on, the state is `degraded`. The page for operators (docs/operator-running.md) lists them. */
const stateLimits = { queueSeconds: 120, peerSeconds: 600, indexSeconds: 60, latelySeconds: 300 }

export interface NodeState {
  messages: QueueCounts
  jobs: QueueCounts
  /** Active members, those whose log was not read for too long, and the longest time since a log was read. */
  peers: { active: number; late: number; longestSeconds: number }
  index: { signals: number; appliedSeconds: number; waiting: number; oldestSeconds: number }
  disk: { freeBytes: number }
  people: PeopleOfNode
  /** For how many seconds nothing can be logged, because the clock was set back; 0 if it was not. */
  blockedSeconds: number
  reasons: HealthReason[]
}

export interface NodeStateDeps {
  /** One connection of this pool is used at a time. */
  pool: pg.Pool
  messages: QueueSource
  jobs: QueueSource
  dataRoot: string
  /** With less free space than this in the data folder, the state is `degraded`. */
  leastDiskBytes: number
  index: () => { signals: number; appliedAt: Date }
  /** When a receipt was last refused because it could not be stored, and when a line of the log was last dropped. */
  troubles: () => { receiptAt: number | null; logAt: number | null }
}

/** Reads what the operator must know about a node. Rejects while the database is unavailable. */
export async function readNodeState(deps: NodeStateDeps): Promise<NodeState> {
  const messages = await deps.messages()
  const jobs = await deps.jobs()
  const peers = await countPeers(deps.pool)
  const changes = await countChanges(deps.pool)
  const people = await readPeople(deps.pool)
  const { rows: blocked } = await deps.pool.query<{ seconds: number }>(blockedSecondsSql)
  const blockedSeconds = blocked[0]?.seconds ?? 0
  const { bavail, bsize } = await statfs(deps.dataRoot)
  const { signals, appliedAt } = deps.index()
  const index = { signals, appliedSeconds: (Date.now() - appliedAt.getTime()) / 1000, ...changes }
  const disk = { freeBytes: bavail * bsize }
  const { receiptAt, logAt } = deps.troubles()
  const lately = (at: number | null) => at !== null && Date.now() - at < stateLimits.latelySeconds * 1000
  const found: Record<HealthReason, boolean> = {
    'receipts-failing': lately(receiptAt),
    'disk-nearly-full': disk.freeBytes < deps.leastDiskBytes,
    'messages-late': messages.oldestSeconds > stateLimits.queueSeconds,
    'jobs-late': jobs.oldestSeconds > stateLimits.queueSeconds,
    'jobs-failed': jobs.failedLately > 0,
    'peers-late': peers.late > 0,
    'index-late': index.oldestSeconds > stateLimits.indexSeconds,
    'log-lines-dropped': lately(logAt),
    'clock-set-back': blockedSeconds > 0,
    'state-unknown': false,
  }
  const reasons = HealthReason.options.filter((reason) => found[reason])
  return { messages, jobs, peers, index, disk, people, blockedSeconds, reasons }
}

async function readPeople(pool: pg.Pool): Promise<PeopleOfNode> {
  const { rows } = await pool.query('select from founding where single_operator')
  return rows.length > 0 ? 'single-operator' : 'complete'
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

/**
 * Shares reads between callers: they wait for the read in flight, and get its result again for `reuseMs` after it ended.
 * A failed read is shared in the same way.
 */
export function shareReads<T>(
  read: () => Promise<T>,
  reuseMs: number,
  now = () => performance.now(),
): () => Promise<T> {
  let last: Promise<T> | null = null
  let endedAt: number | null = null
  return () => {
    if (last !== null && (endedAt === null || now() - endedAt < reuseMs)) return last
    endedAt = null
    const begun = read()
    last = begun
    const end = () => {
      endedAt = now()
    }
    begun.then(end, end)
    return begun
  }
}
