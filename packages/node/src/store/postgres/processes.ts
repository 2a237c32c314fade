import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import { dataFolder } from './init-cluster.ts'

/** Identifies a process. A process number may be reused, but the number together with the start time is unique. */
export const ProcessMark = z.object({ pid: z.int().min(1), startTime: z.string().nullable(), host: z.string() })
export type ProcessMark = z.infer<typeof ProcessMark>

export const ownMark = (): ProcessMark => ({ pid: process.pid, startTime: startTime(process.pid), host: hostname() })

/**
 * Returns the start time of a process in clock ticks since boot (field 22 of /proc/PID/stat). Returns null if the
 * process or /proc is missing.
 */
const startTime = (pid: number): string | null => statFields(pid)?.[19] ?? null

/**
 * Returns whether the process that a mark identifies is alive. A process on another host counts as alive, because it is
 * not visible here.
 */
export function isAlive(mark: ProcessMark): boolean {
  if (mark.host !== hostname()) return true
  if (mark.startTime !== null) return startTime(mark.pid) === mark.startTime && !isZombie(mark.pid)
  return answers(mark.pid)
}

export const isOwn = (mark: ProcessMark): boolean => {
  const own = ownMark()
  return mark.pid === own.pid && mark.startTime === own.startTime && mark.host === own.host
}

/**
 * Returns whether a process has ended but its parent has not read its exit code. Such a process is still in the process
 * table, and `kill(pid, 0)` succeeds.
 */
export const isZombie = (pid: number): boolean => statFields(pid)?.[0] === 'Z'

/** Returns whether a process with this number exists. It may belong to another user. */
export function answers(pid: number): boolean {
  if (pid <= 1) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Returns the processes whose working directory is `folder`. For a data folder, these are the processes of its server.
 * An ordinary user cannot see processes of other users.
 */
export function processesIn(folder: string): number[] {
  let names: string[]
  try {
    names = readdirSync('/proc')
  } catch {
    return []
  }
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => currentFolder(pid) === folder && !isZombie(pid))
}

/** Returns whether a process belongs to the server of the data folder under `root`. */
export const isProcessOf = (root: string, pid: number): boolean => currentFolder(pid) === dataFolder(root)

export function currentFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

/**
 * Returns the fields of /proc/PID/stat from field 3 (the state) on. The process name before it may contain spaces and
 * brackets, so it is skipped.
 */
function statFields(pid: number): string[] | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
