import { readdirSync, readFileSync } from 'node:fs'

/** One line of /proc/PID/stat: CPU seconds of the process itself, and of its children that ended and were waited for. */
export interface ProcessTimes {
  pid: number
  parent: number
  own: number
  ended: number
}

/** Returns the CPU seconds of a process and all its threads; NaN if there is no /proc. */
export const processCpuSeconds = (pid: number): number => timesOf(pid)?.own ?? Number.NaN

/**
 * Returns the CPU seconds (user and system) of a process and all its descendants, including those that ended. For a node this includes PostgreSQL
 * and the decoders. NaN if there is no /proc. A descendant whose parent ended is not counted.
 */
export function treeCpuSeconds(pid: number): number {
  try {
    return sumTree(
      pid,
      readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (timesOf(Number(name)) ?? []) : [])),
    )
  } catch {
    return Number.NaN
  }
}

/** Adds up the CPU seconds of a process and its descendants. Returns NaN if the process is not listed. */
export function sumTree(pid: number, processes: readonly ProcessTimes[]): number {
  const root = processes.find((one) => one.pid === pid)
  if (root === undefined) return Number.NaN
  let sum = 0
  for (const rest = [root]; ; ) {
    const one = rest.pop()
    if (one === undefined) return sum
    sum += one.own + one.ended
    rest.push(...processes.filter(({ parent }) => parent === one.pid))
  }
}

/** The clock of /proc counts hundredths of a second (proc_pid_stat(5), fields 4 and 14 to 17). */
function timesOf(pid: number): ProcessTimes | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? []
    const seconds = (from: number) => (Number(fields[from]) + Number(fields[from + 1])) / 100
    return { pid, parent: Number(fields[1]), own: seconds(11), ended: seconds(13) }
  } catch {
    return null
  }
}
