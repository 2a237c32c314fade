import { readlinkSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import type pg from 'pg'
import type { Logger } from 'pino'
import { isProcessOf } from './store/postgres/index.ts'

/**
 * Priorities of threads (0 is the usual one, a higher number stands back). The main thread answers requests, so it goes
 * first when the processor is busy.
 */
export const niceness = { readers: 5, lists: 10 }

/**
 * Lets the calling thread, and the processes of the node's own PostgreSQL that work for it, stand back behind the rest of the
 * node. Those of an external PostgreSQL keep their priority, because other programs may use it. Only on Linux a thread has a
 * priority of its own; elsewhere nothing changes.
 */
export function lowerPriority(options: { niceness: number; pool: pg.Pool; dataRoot: string; log: Logger }): void {
  if (process.platform !== 'linux') return
  const { niceness, pool, dataRoot, log } = options
  const attempt = (work: () => void) => {
    try {
      work()
    } catch (error) {
      log.info({ event: 'thread.priority', code: (error as { code?: string }).code })
    }
  }
  attempt(() => {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    if (thread !== process.pid) setPriority(thread, niceness)
  })
  pool.on('connect', (client) => {
    // pg has the number from BackendKeyData (protocol 3.0); its types do not name it.
    const pid = (client as unknown as { processID: number | null }).processID
    if (pid === null || !isProcessOf(dataRoot, pid)) return
    attempt(() => setPriority(pid, niceness))
    // Each of these processes leads a session. With autogroups, Linux compares sessions and not processes (sched(7)).
    attempt(() => writeFileSync(`/proc/${pid}/autogroup`, String(niceness)))
  })
}
