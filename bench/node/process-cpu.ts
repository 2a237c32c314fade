import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeFolder } from './node-folder.ts'

/** CPU seconds that a process has taken, all its threads together; NaN where /proc does not tell. */
export const processCpuSeconds = (pid: number): number => timesOf(pid)?.own ?? Number.NaN

/** CPU seconds of a node and of its PostgreSQL, with every connection of it that ended; NaN where /proc does not tell. */
export function nodeCpuSeconds(node: { pid: number }, folder: NodeFolder): number {
  try {
    const server = Number(readFileSync(join(folder.dataRoot, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
    const running = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (timesOf(Number(name)) ?? []) : []))
    const backends = running.filter(({ parent }) => parent === server).reduce((sum, { own }) => sum + own, 0)
    const main = timesOf(server)
    return processCpuSeconds(node.pid) + backends + (main?.own ?? Number.NaN) + (main?.ended ?? Number.NaN)
  } catch {
    return Number.NaN
  }
}

/** The clock of /proc ticks a hundred times a second. */
function timesOf(pid: number): { parent: number; own: number; ended: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
    const seconds = (from: number) => (Number(fields[from]) + Number(fields[from + 1])) / 100
    return { parent: Number(fields[1]), own: seconds(11), ended: seconds(13) }
  } catch {
    return null
  }
}
