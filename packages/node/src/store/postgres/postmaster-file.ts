import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answers, currentFolder, isZombie, processesIn } from './processes.ts'

/** Reads `data/postmaster.pid`: line 1 is the server's process id, line 8 its state. Null if the file is missing or incomplete. */
export function readPostmasterFile(data: string): { pid: number; ready: boolean } | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return Number.isInteger(pid) && pid > 1 ? { pid, ready: lines[7]?.trim() === 'ready' } : null
  } catch {
    return null
  }
}

/**
 * Returns whether the start script must remove `postmaster.pid`, under the lock: its process is a zombie or another program that reused the
 * number, and no process of this data folder is alive. PostgreSQL itself would refuse to start then. An unused number is left to
 * PostgreSQL, and a living server's file is never touched: neither age nor `kill(pid, 0)` proves anything.
 */
export function postmasterFileIsStale(data: string): boolean {
  const file = readPostmasterFile(data)
  if (!file || !answers(file.pid)) return false
  const notOurs = isZombie(file.pid) || (currentFolder(file.pid) ?? data) !== data
  return notOurs && processesIn(data).length === 0
}
