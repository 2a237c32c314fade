import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answers, currentFolder, isZombie, processesIn } from './processes.ts'

/**
 * Reads `data/postmaster.pid`: line 1 is the process id of the server, line 8 its state. Returns null if the file is
 * missing or incomplete.
 */
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
 * Returns whether the start script must remove `postmaster.pid`. It must if the process in the file is a zombie or
 * another program that reused the number, and no process uses this data folder; PostgreSQL would refuse to start then.
 * If no process has the number, PostgreSQL removes the file itself. The file of a living server is never removed:
 * neither its age nor `kill(pid, 0)` proves that the server is dead. The caller has the lock.
 */
export function postmasterFileIsStale(data: string): boolean {
  const file = readPostmasterFile(data)
  if (!file || !answers(file.pid)) return false
  const notOurs = isZombie(file.pid) || (currentFolder(file.pid) ?? data) !== data
  return notOurs && processesIn(data).length === 0
}
