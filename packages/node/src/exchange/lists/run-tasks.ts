import { CompiledQuery } from 'kysely'
import { describeFault } from '../../store/describe-fault.ts'
import { type ListReader, listReader } from './read-list.ts'
import { type ListTaskDeps, runTask } from './run-task.ts'
import { letMessagesGoFirst } from './task-progress.ts'

/** Runs the tasks of lists. */
export interface ListTasks {
  /** Makes the runner look for tasks now. */
  wake(): void
  /** Ends the running tasks without a result; the next start runs them again. */
  stop(): Promise<void>
}

/** Tasks that another node left are found after at most this time. */
const pollMs = 5_000
const faultMs = 500
/** A large task does not begin while messages have waited for so long, but it waits at most ten minutes. */
const lateMs = 5_000
const mostWaitMs = 600_000
/** The first key of the advisory locks; the second is the hash of the task's id. */
const lockClass = 1_819_571_060

/**
 * Starts two runners of tasks: one takes every task, one only small tasks, so that these never wait for a large one. Each
 * reads files in a thread of its own. The rows of unfinished tasks are their queue. An advisory lock marks a task that
 * runs: if its process is killed, PostgreSQL frees the lock, and the task runs again. `onIdle` is called when a runner
 * finds no task, with the number of tasks that the others still run.
 */
export function startListTasks(deps: ListTaskDeps, onIdle?: (running: number) => void): ListTasks {
  const stopping = new AbortController()
  const busy = new Set<string>()
  const bells = new Set<() => void>()
  let wakes = 0

  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const ring = () => {
        clearTimeout(timer)
        bells.delete(ring)
        resolve()
      }
      const timer = setTimeout(ring, milliseconds).unref()
      bells.add(ring)
    })
  const wake = () => {
    wakes += 1
    for (const ring of [...bells]) ring()
  }

  /** Runs the oldest task that nobody runs. Returns false if there is none. */
  async function runNext(smallOnly: boolean, reader: ListReader): Promise<boolean> {
    const open = await deps.db
      .selectFrom('list_task')
      .select(['id', 'small'])
      .where('finished_at', 'is', null)
      .$if(smallOnly, (select) => select.where('small', '=', true))
      .orderBy('asked_at')
      .orderBy('id')
      .limit(50)
      .execute()
    for (const { id, small } of open) {
      if (busy.has(id)) continue
      busy.add(id)
      try {
        const runs = await withLock(deps, id, async () => {
          if (!small) await letMessagesGoFirst(deps, { ageMs: lateMs, mostMs: mostWaitMs }, stopping.signal)
          if (!stopping.signal.aborted) await runTask({ ...deps, reader }, id, stopping.signal)
        })
        if (runs) return true
      } finally {
        busy.delete(id)
      }
    }
    return false
  }
  async function run(smallOnly: boolean): Promise<void> {
    const reader = listReader()
    while (!stopping.signal.aborted) {
      const before = wakes
      try {
        if (await runNext(smallOnly, reader)) continue
        if (wakes !== before) continue
        onIdle?.(busy.size)
        await sleep(pollMs)
      } catch (error) {
        deps.log.warn({ event: 'list-tasks.interrupted', fault: describeFault(error) })
        await sleep(faultMs)
      }
    }
  }
  const running = [run(false), run(true)]
  return {
    wake,
    async stop() {
      stopping.abort()
      wake()
      await Promise.all(running)
    },
  }
}

/** Does the work while a connection has the lock of the task. Returns false, without the work, if another has it. */
function withLock(deps: Pick<ListTaskDeps, 'db'>, id: string, work: () => Promise<void>): Promise<boolean> {
  return deps.db.connection().execute(async (connection) => {
    const ask = (call: string) =>
      connection.executeQuery<{ ok: boolean }>(
        CompiledQuery.raw(`select ${call}($1, hashtext($2)) as ok`, [lockClass, id]),
      )
    const { rows } = await ask('pg_try_advisory_lock')
    if (rows[0]?.ok !== true) return false
    try {
      await work()
    } finally {
      await ask('pg_advisory_unlock').catch(() => {})
    }
    return true
  })
}
