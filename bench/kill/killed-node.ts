import { readFileSync } from 'node:fs'
import type { NodeFolder } from '../node/node-folder.ts'
import { type NodeProcess, startNodeProcess } from '../node/node-process.ts'
import type { Kill, Victim } from './plan-kills.ts'
import type { SmallDisk } from './small-disk.ts'

/** A node that is repeatedly killed and restarted. */
export interface KilledNode {
  readonly process: NodeProcess
  /** Milliseconds from each kill of the node until it was ready again. */
  readonly restarts: number[]
  readonly kills: Record<Victim, number>
  /** The error if the node could not start or ended without a kill; else null. */
  readonly failed: string | null
  /** Counts a message that the node could not store, which a full disk must cause. */
  refused(): void
  /** Starts the kills that are due after this number of acknowledged messages. */
  reached(acknowledged: number): void
  /** Starts the remaining kills and waits until all have ended. */
  finish(): Promise<void>
}

/** Where the strikes go: the file with the database server's process id, and the disk of the node. */
export interface Targets {
  postmasterFile: string
  disk: SmallDisk | null
}

export async function startKilledNode(
  folder: NodeFolder,
  plan: readonly Kill[],
  targets: Targets,
): Promise<KilledNode> {
  let current = watched(await startNodeProcess(folder))
  const waiting = [...plan]
  const restarts: number[] = []
  const kills = { node: 0, postgres: 0, disk: 0 }
  let refusals = 0
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
      // Every other time the server is stopped in order, as for an upgrade.
      const signal = kills.postgres % 2 === 0 ? 'SIGKILL' : 'SIGINT'
      if (await killPostgres(targets.postmasterFile, signal)) kills.postgres += 1
      else failed ??= 'no database server came back for ten seconds'
      return
    }
    if (victim === 'disk') {
      if (targets.disk === null) return
      await fillDisk(targets.disk, current.url)
      kills.disk += 1
      return
    }
    const killedAt = performance.now()
    meant = current
    await current.kill()
    kills.node += 1
    current = watched(await startNodeProcess(folder))
    restarts.push(performance.now() - killedAt)
  }
  /** Fills the disk until a message is refused. The node must answer meanwhile, and recovers without help. */
  async function fillDisk(disk: SmallDisk, url: string): Promise<void> {
    // The database may still recover from the kill before; a refusal then would not be caused by the disk.
    if (!(await isReady(url))) failed ??= 'the node was not ready within twenty seconds before its disk was filled'
    const before = refusals
    disk.fill()
    try {
      for (let turn = 0; turn < 200 && refusals === before; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 100))
        // PostgreSQL frees files of its own; they are filled again.
        disk.fill()
      }
      if (refusals === before) failed ??= 'no message was refused while the disk was full'
      await new Promise((resolve) => setTimeout(resolve, 1000))
      const health = await fetch(`${url}/health`, { signal: AbortSignal.timeout(20_000) }).catch(() => null)
      if (health === null) failed ??= 'the node did not answer /health while its disk was full'
    } finally {
      disk.clear()
    }
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
    refused() {
      refusals += 1
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

/** Waits up to twenty seconds until `/health` answers that the database is available. */
async function isReady(url: string): Promise<boolean> {
  for (let turn = 0; turn < 200; turn++) {
    const health = await fetch(`${url}/health`).catch(() => null)
    if (health?.status === 200) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

/**
 * Ends the postmaster of the node's PostgreSQL, which also ends its child processes. If no server runs, waits up to ten seconds for the next one.
 */
async function killPostgres(postmasterFile: string, signal: 'SIGKILL' | 'SIGINT'): Promise<boolean> {
  for (let turn = 0; turn < 1000; turn++) {
    try {
      const pid = Number(readFileSync(postmasterFile, 'utf8').split('\n')[0])
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The process must be alive, and must not be another program that got the same id.
      if (pid > 1 && /^\d+ \(postgres\) [^ZX]/.test(stat)) {
        process.kill(pid, signal)
        return true
      }
    } catch {
      // No server runs at this moment.
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return false
}
