import { setTimeout as sleep } from 'node:timers/promises'
import { PostgresError } from './errors.ts'
import { dataFolder } from './init-cluster.ts'
import { readHolder } from './node-file.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { currentFolder, isAlive, isOwn, type ProcessMark, processesIn } from './processes.ts'
import type { Log } from './types.ts'

const endGraceMs = 300
const orphanGrace = 500

/**
 * Ends server processes that a dead node left. A node calls it if another process has the lock when it starts. Throws
 * `pg-in-use` if the node of that process is alive. The node never continues to use an orphaned server, because its
 * settings and its pipe belong to the dead node. `since` is when the start first found the lock taken.
 */
export async function endOrphans(root: string, since: number, log: Log): Promise<void> {
  if (livingHolder(root)) {
    // Give a process that is just ending time to end.
    await sleep(endGraceMs)
    const holder = livingHolder(root)
    if (holder) throw inUse(root, holder)
    return
  }
  if (Date.now() - since < orphanGrace) return
  const data = dataFolder(root)
  const postmaster = readPostmasterFile(data)?.pid
  if (postmaster !== undefined && currentFolder(postmaster) === data) {
    log('postgres.orphan-stopped', { pid: postmaster })
    signal(postmaster, 'SIGINT')
    await sleep(200)
    return
  }
  // Backends that outlived their postmaster, perhaps in a long query, still have the lock and do no useful work. End
  // them.
  for (const pid of processesIn(data)) signal(pid, 'SIGQUIT')
}

export function inUse(root: string, holder: ProcessMark): PostgresError {
  return new PostgresError(
    'pg-in-use',
    `${dataFolder(root)} is in use by process ${holder.pid} on ${holder.host}. Stop that node first, or choose another data folder with --data or ENTENTE_DATA.`,
  )
}

function livingHolder(root: string): ProcessMark | null {
  const holder = readHolder(root)
  return holder && isAlive(holder) && !isOwn(holder) ? holder : null
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    if (pid > 1) process.kill(pid, name)
  } catch {
    // The process ended by itself meanwhile.
  }
}
