import { readdirSync, readFileSync } from 'node:fs'

/** Returns the CPU seconds of this process and of its children that have ended. Without `/proc`, children are not counted. */
export function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6 + (readStat('self')?.endedChildren ?? 0)
}

/** Returns the CPU seconds of a process, of its running children, and of all that ended below them. 0 where it does not run. */
export function treeCpuSeconds(pid: number): number {
  const top = readStat(String(pid))
  if (top === null) return 0
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(name) ?? [])
    .filter(({ parent }) => parent === pid)
  return [top, ...children].reduce((sum, { own, endedChildren }) => sum + own + endedChildren, 0)
}

/** Reads `/proc/PID/stat`, whose times are in hundredths of a second: proc_pid_stat(5), fields 4 and 14 to 17. */
function readStat(pid: string): { parent: number; own: number; endedChildren: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets, and may contain spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const seconds = (field: number) => Number(fields[field - 3]) / 100
    return { parent: Number(fields[1]), own: seconds(14) + seconds(15), endedChildren: seconds(16) + seconds(17) }
  } catch {
    return null
  }
}
