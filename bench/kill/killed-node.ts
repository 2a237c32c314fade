import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeFolder } from '../node/node-folder.ts'
import { type NodeProcess, startNodeProcess } from '../node/node-process.ts'
import type { Kill, Victim } from './plan-kills.ts'

/** A node that is repeatedly killed and restarted. */
export interface KilledNode {
  readonly process: NodeProcess
  /** Milliseconds from each kill of the node until it was ready again. */
  readonly restarts: number[]
  readonly kills: Record<Victim, number>
  /** The error if the node could not start or ended without a kill; else null. */
  readonly failed: string | null
  /** Starts the kills that are due after this number of acknowledged messages. */
  reached(acknowledged: number): void
  /** Starts the remaining kills and waits until all have ended. */
  finish(): Promise<void>
}

export async function startKilledNode(folder: NodeFolder, plan: readonly Kill[]): Promise<KilledNode> {
  let current = watched(await startNodeProcess(folder))
  const waiting = [...plan]
  const restarts: number[] = []
  const kills = { node: 0, postgres: 0 }
  let failed: string | null = null
  let meant: NodeProcess | null = null
  let blows: Promise<void> = Promise.resolve()

  function watched(node: NodeProcess): NodeProcess {
    void node.gone.then(() => {
      if (meant !== node) failed ??= `the node ended without a kill: ${node.lastWords()}`
    })
    return node
  }
  async function strike({ victim, delay }: Kill): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, delay))
    if (failed !== null) return
    if (victim === 'postgres') {
      if (await killPostgres(folder)) kills.postgres += 1
      else failed ??= 'no database server came back for ten seconds'
      return
    }
    const killedAt = performance.now()
    meant = current
    await current.kill()
    kills.node += 1
    current = watched(await startNodeProcess(folder))
    restarts.push(performance.now() - killedAt)
  }
  const enqueue = (kill: Kill) => {
    blows = blows
      .then(() => strike(kill))
      .catch((error) => {
        failed ??= error instanceof Error ? error.message : String(error)
      })
  }
  return {
    get process() {
      return current
    },
    restarts,
    kills,
    get failed() {
      return failed
    },
    reached(acknowledged) {
      while (waiting[0] !== undefined && waiting[0].after <= acknowledged) enqueue(waiting.shift() as Kill)
    },
    async finish() {
      for (const kill of waiting.splice(0)) enqueue(kill)
      await blows
      // From here on, the caller may stop the node without an error.
      meant = current
    },
  }
}

/**
 * Kills the postmaster of the node's PostgreSQL, which also ends its child processes. If no server runs, waits up to ten seconds for the next one.
 */
async function killPostgres(folder: NodeFolder): Promise<boolean> {
  for (let turn = 0; turn < 1000; turn++) {
    try {
      const pid = Number(readFileSync(join(folder.dataRoot, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The process must be alive, and must not be another program that got the same id.
      if (pid > 1 && /^\d+ \(postgres\) [^ZX]/.test(stat)) {
        process.kill(pid, 'SIGKILL')
        return true
      }
    } catch {
      // No server runs at this moment.
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return false
}
