import { readdirSync, readFileSync } from 'node:fs'

interface Stat {
  parent: number
  /** CPU seconds of the process itself. */
  own: number
  endedChildren: number
}

/**
 * Returns the CPU seconds of a process (by default this one) and of all its descendants, including those that ended. Without `/proc` it returns the
 * CPU seconds of this process only.
 */
export function treeCpuSeconds(pid = process.pid): number {
  const { user, system } = process.cpuUsage()
  const processes = readProcesses()
  if (processes.size === 0) return pid === process.pid ? (user + system) / 1e6 : 0
  const children = new Map<number, number[]>()
  for (const [child, { parent }] of processes) children.set(parent, [...(children.get(parent) ?? []), child])
  const sumOf = (at: number): number => {
    const { own = 0, endedChildren = 0 } = processes.get(at) ?? {}
    return (children.get(at) ?? []).reduce((sum, child) => sum + sumOf(child), own + endedChildren)
  }
  return sumOf(pid)
}

function readProcesses(): Map<number, Stat> {
  const names = existing('/proc').filter((name) => /^\d+$/.test(name))
  return new Map(names.flatMap((name) => readStat(name) ?? []))
}

const existing = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Reads `/proc/PID/stat`, which counts time in hundredths of a second (proc_pid_stat(5), fields 4 and 14 to 17). */
function readStat(pid: string): [number, Stat][] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets, and may contain spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const seconds = (field: number) => Number(fields[field - 3]) / 100
    return [
      [
        Number(pid),
        { parent: Number(fields[1]), own: seconds(14) + seconds(15), endedChildren: seconds(16) + seconds(17) },
      ],
    ]
  } catch {
    // The process ended before its file was read.
    return null
  }
}
