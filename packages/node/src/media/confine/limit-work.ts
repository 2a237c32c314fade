import { existsSync, readFileSync } from 'node:fs'
import { setInterval } from 'node:timers'

/** Why work was ended: it used its CPU time, or it stood still and was over its time on the clock. */
export type OverLimit = 'cpu' | 'clock'

/**
 * Work may take this many times its CPU time on the clock. A decoder that waits for a processor on a busy machine is not
 * ended for that, and one that waits for anything else is ended in the end.
 */
const clockTimes = 10
/** The same for a system that does not say the CPU time. */
const clockTimesAlone = 2
const longestPauseMs = 250
/** Times in `/proc` are counted in hundredths of a second (`proc_pid_stat(5)`, USER_HZ). */
const ticksPerSecond = 100

/**
 * Limits the work of a process and of the processes that it started, from now on: calls `over` once, when they have used
 * `cpuSeconds` of CPU time together, or ten times that on the clock. Returns a function that ends the limit. A system
 * without `/proc` has only a limit on the clock, of twice that time.
 */
export function limitWork(pid: number, cpuSeconds: number, over: (why: OverLimit) => void): () => void {
  const before = cpuSecondsOf(pid)
  const begun = performance.now()
  const longest = 1000 * cpuSeconds * (existsSync(`/proc/${pid}/stat`) ? clockTimes : clockTimesAlone)
  const timer = setInterval(
    () => {
      const used = cpuSecondsOf(pid) - before
      const why = used >= cpuSeconds ? 'cpu' : performance.now() - begun >= longest ? 'clock' : null
      if (why === null) return
      clearInterval(timer)
      over(why)
    },
    Math.min(longestPauseMs, 500 * cpuSeconds),
  )
  return () => clearInterval(timer)
}

/**
 * Returns the CPU time in seconds of a process, of its children that ended, and of its descendants; 0 for a process that
 * ended.
 */
function cpuSecondsOf(pid: number): number {
  return ticksOf(pid) / ticksPerSecond
}

function ticksOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name of the program, in brackets, may contain spaces and brackets. The times are the fields 14 to 17.
    const own = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 15)
      .map(Number)
    return [...own, ...childrenOf(pid).map(ticksOf)].reduce((sum, each) => sum + each, 0)
  } catch {
    return 0
  }
}

/** Lists the children of a process; none if the kernel does not list them (`CONFIG_PROC_CHILDREN`). */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
