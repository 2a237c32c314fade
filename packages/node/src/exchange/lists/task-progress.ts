import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { ListTaskPhase } from '../../store/schema.ts'
import type { ListTaskDeps } from './run-task.ts'

/**
 * Called between two small pieces of a task's work with the entries that are done. Throws `TaskStopped` if the task was
 * cancelled or the node stops.
 */
export type TaskProgress = (phase: ListTaskPhase, done: number, total: number | null) => Promise<void> | undefined

/** The work of a task ends without a result: the task was cancelled, or the node stops. */
export class TaskStopped extends Error {}

const everyMs = 1_000
/** While messages wait, a large task pauses this long in each second of its work. */
const pauseMs = 1_000
const lookMs = 50

/**
 * Returns the progress of a task. It stores at most one step a second, in a transaction of its own, so that it can be
 * read before the task commits. A large task then lets waiting messages go first, for a limited time.
 */
export function taskProgress(
  deps: ListTaskDeps,
  task: { id: string; listId: string; small: boolean },
  stopping: AbortSignal,
): TaskProgress {
  let storedAt = performance.now()
  return (phase, done, total) => {
    if (stopping.aborted) throw new TaskStopped('the node stops')
    if (performance.now() - storedAt < everyMs) return undefined
    storedAt = performance.now()
    return store(phase, done, total)
  }

  async function store(phase: ListTaskPhase, done: number, total: number | null): Promise<void> {
    await onTasks(deps, async (tx) => {
      const stored = await tx.db
        .updateTable('list_task')
        .set({ phase, done, total })
        .where('id', '=', task.id)
        .where('state', '=', 'running')
        .executeTakeFirst()
      if (stored.numUpdatedRows === 0n) throw new TaskStopped('the task was cancelled')
      await tx.announce('list-task.changed', `list:${task.listId}`, done)
    })
    if (!task.small) await letMessagesGoFirst(deps, { ageMs: 0, mostMs: pauseMs }, stopping)
  }
}

/** Waits while messages wait that are older than `ageMs`, but at most `mostMs` milliseconds. */
export async function letMessagesGoFirst(
  deps: Pick<ListTaskDeps, 'db' | 'clock'>,
  { ageMs, mostMs }: { ageMs: number; mostMs: number },
  stopping: AbortSignal,
): Promise<void> {
  const until = performance.now() + mostMs
  while (!stopping.aborted && performance.now() < until) {
    const before = new Date(deps.clock().getTime() - ageMs)
    const { rows } = await sql<{ waits: boolean }>`
      select exists (select from message where read_at <= ${before} and attempts = 0) as waits`.execute(deps.db)
    if (rows[0]?.waits !== true) return
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
}

/** Changes rows of tasks. This opens no personal data, so it writes no log entry. */
export const onTasks = <T>(deps: Pick<ListTaskDeps, 'store' | 'member'>, work: (tx: Tx) => Promise<T>): Promise<T> =>
  systemAccess(deps, null).transaction({ action: 'record.write', type: 'signal.import', impersonal: true }, (tx) => {
    tx.leavesNoEntry()
    return work(tx)
  })
