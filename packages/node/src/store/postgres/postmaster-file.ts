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
 * Returns whether the start script must remove `postmaster.pid`, because PostgreSQL would refuse to start otherwise. All
 * of these conditions must hold:
 *
 * - A process has the process id in the file. If none has it, PostgreSQL removes the file itself.
 * - That process is a zombie, or another program that got the same process id.
 * - No process uses this data folder.
 *
 * The file of a running server is never removed. Neither the age of the file nor `kill(pid, 0)` proves that the server
 * has ended. The caller must have locked `server.lock` in the node's folder, so that no other start runs at the same
 * time.
 */
export function postmasterFileIsStale(data: string): boolean {
  const file = readPostmasterFile(data)
  if (!file || !answers(file.pid)) return false
  const notOurs = isZombie(file.pid) || (currentFolder(file.pid) ?? data) !== data
  return notOurs && processesIn(data).length === 0
}
