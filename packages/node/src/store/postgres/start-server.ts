import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endOrphans } from './end-orphans.ts'
import { PostgresError } from './errors.ts'
import { dataFolder } from './init-cluster.ts'
import { launch, type RunningServer, type StartPlan } from './launch.ts'
import { writeNodeFile } from './node-file.ts'
import { ownMark } from './processes.ts'
import type { Log } from './types.ts'

const lockWithin = 60_000

/** Starts the server, after ending what a dead node may have left. Errors: `pg-in-use`, `pg-start-failed`. */
export async function startServer(plan: StartPlan, log: Log): Promise<RunningServer> {
  const began = Date.now()
  for (;;) {
    const running = await launch(plan)
    if (running !== 'held') {
      writeNodeFile(plan.root, { ...ownMark(), socketDirectory: plan.socketFolder })
      sweep(plan)
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

/** Removes incomplete clusters, and incomplete and older programs that a killed node left. The caller holds the lock. */
function sweep(plan: StartPlan): void {
  for (const name of readdirSync(plan.root)) {
    const path = join(plan.root, name)
    const inUse = plan.binaries.folder === join(path, 'bin')
    if ((name.startsWith('init.') || name.startsWith('pg-') || /^node\.json\..*new$/.test(name)) && !inUse) {
      remove(path)
    }
  }
}

/**
 * Removes a folder as far as possible. A node that lost the race for the lock may still write into its half-made cluster, and removes that
 * itself; the next start removes the rest.
 */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // The folder changed while it was removed.
  }
}
