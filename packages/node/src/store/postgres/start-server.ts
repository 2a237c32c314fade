import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endOrphans } from './end-orphans.ts'
import { codeOf, PostgresError } from './errors.ts'
import { dataFolder } from './init-cluster.ts'
import { launch, type RunningServer, type StartPlan } from './launch.ts'
import { writeNodeFile } from './node-file.ts'
import { ownMark } from './processes.ts'
import type { Log } from './types.ts'

const lockWithin = 60_000

/** Starts the server, after ending processes that a dead node left. Errors: `pg-in-use`, `pg-start-failed`. */
export async function startServer(plan: StartPlan, log: Log): Promise<RunningServer> {
  const began = Date.now()
  for (;;) {
    const running = await launch(plan)
    if (running !== 'held') {
      writeNodeFile(plan.root, { ...ownMark(), socketDirectory: plan.socketFolder })
      sweep(plan, log)
      log('postgres.ready', { pid: running.pid, version: plan.binaries.version, milliseconds: Date.now() - began })
      return running
    }
    if (Date.now() - began > lockWithin) {
      throw new PostgresError(
        'pg-in-use',
        `${dataFolder(plan.root)} is still held by processes of an earlier server after ${lockWithin / 1000} s. Find them with: fuser ${join(plan.root, 'server.lock')}`,
      )
    }
    await endOrphans(plan.root, began, log)
    await sleep(50)
  }
}

/**
 * Removes incomplete clusters, incomplete copies of programs that a killed node left, and older copies. The caller has
 * the lock.
 */
function sweep(plan: StartPlan, log: Log): void {
  for (const name of readdirSync(plan.root)) {
    const path = join(plan.root, name)
    const inUse = plan.binaries.folder === join(path, 'bin')
    if ((name.startsWith('init.') || name.startsWith('pg-') || /^node\.json\..*new$/.test(name)) && !inUse) {
      remove(path, log)
    }
  }
}

/**
 * Removes as much of a folder as possible. A node that did not get the lock may still write into its incomplete cluster
 * and removes that itself. The next start removes the rest.
 */
function remove(path: string, log: Log): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch (error) {
    const code = codeOf(error)
    // The content of the folder changed while it was being removed.
    if (code !== 'ENOTEMPTY' && code !== 'EBUSY' && code !== 'ENOENT') log('postgres.sweep-failed', { path, code })
  }
}
