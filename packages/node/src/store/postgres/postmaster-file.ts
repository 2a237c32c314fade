import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answers, currentFolder, isZombie, processesIn } from './processes.ts'

/** `data/postmaster.pid`: line 1 the server's process id, line 8 its state. Null where the file is missing or not yet written. */
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
 * Whether the start script is to remove `postmaster.pid`, under the lock: its process is a zombie or another program that got the
 * number later, and no process of this data folder lives. PostgreSQL itself would refuse to start then. A number that nobody has is
 * left to PostgreSQL, and a living server's file is never touched: neither age nor `kill(pid, 0)` proves anything.
 */
export function postmasterFileIsStale(data: string): boolean {
  const file = readPostmasterFile(data)
  if (!file || !answers(file.pid)) return false
  const notOurs = isZombie(file.pid) || (currentFolder(file.pid) ?? data) !== data
  return notOurs && processesIn(data).length === 0
}
