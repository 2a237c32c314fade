import { findRunningPostgres } from '@entente/node'
import type { NodeFolder } from '../node/node-folder.ts'
import { type NodeProcess, startNodeProcess } from '../node/node-process.ts'
import { signInAs } from '../node/set-up-node.ts'
import { openOwnerPool } from '../node/wait-until-done.ts'
import { decideCase } from './decide-case.ts'
import { compareKept, type Kept, readKept } from './kept-records.ts'

type Pool = ReturnType<typeof openOwnerPool>

/** A program that can run the node, and its name in the report. */
export interface Release {
  name: string
  command: readonly string[] | undefined
}
/** The time between a start of the node and its end. */
export interface Phase {
  release: string
  begins: string
  startSeconds: number
  health: string
  acknowledged: number
  answered: number
  ends: string
}
/** Runs one release after another on a node's folder. Decides a case in each phase, and compares the records of phases. */
export interface ReleaseRunner {
  readonly phases: Phase[]
  readonly faults: string[]
  /** The number of records that were compared with those before the stop. */
  readonly kept: number
  readonly decisions: number
  folder: NodeFolder
  url(): string
  start(release: Release, begins: string): Promise<void>
  /** Decides a case, reads what must be kept, and ends the node, while traffic arrives. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Opens the database of the running node. */
  inDatabase<T>(work: (pool: Pool) => Promise<T>): Promise<T>
  /** Forgets the records of the phases since the upgrade, because a backup from before it was restored. */
  forget(): void
  end(): Promise<void>
}

/** `counts` returns how many messages were acknowledged and how many questions were answered until now. */
export function runReleases(
  made: NodeFolder,
  counts: () => { acknowledged: number; answered: number },
  tell: (line: string) => void,
): ReleaseRunner {
  let node: NodeProcess | null = null
  let before: { kept: Kept; when: string } | null = null
  let atStart = counts()
  const decided = new Set<string>()

  async function compare(): Promise<void> {
    if (before === null) return
    const { kept, when } = before
    runner.faults.push(...compareKept(kept, await runner.inDatabase(readKept), when))
    runner.kept += kept.size
  }
  async function observe(phase: Phase, url: string): Promise<void> {
    phase.health = await healthOf(url)
    if (phase.health !== 'ok') runner.faults.push(`${phase.begins}: the health of ${phase.release} was ${phase.health}`)
    // After the upgrade a password alone signs in on a node of one person only; the older releases have no such mark.
    const single = 'update founding set single_operator = true'
    await runner.inDatabase((pool) => pool.query(single).catch(() => undefined))
    const analyst = await signInAs(url, runner.folder, 'analyst')
    const found = await decideCase(analyst, decided)
    if (found === null) runner.faults.push(`${phase.begins}: there was no case to decide`)
    else decided.add(found)
    before = { kept: await runner.inDatabase(readKept), when: `${phase.begins} (${phase.release})` }
  }
  const runner = {
    phases: [] as Phase[],
    faults: [] as string[],
    kept: 0,
    folder: made,
    get decisions() {
      return decided.size
    },
    url: () => node?.url ?? '',
    async start({ name, command }: Release, begins: string) {
      const started = performance.now()
      node = await startNodeProcess(runner.folder, command).catch((error: unknown) => {
        throw new Error(`${begins}: ${name} did not start: ${error instanceof Error ? error.message : error}`)
      })
      const startSeconds = (performance.now() - started) / 1000
      tell(`${begins}: ${name} is ready after ${startSeconds.toFixed(1)} s`)
      runner.phases.push({
        ...{ release: name, begins, startSeconds, health: '', ends: 'running' },
        ...{ acknowledged: 0, answered: 0 },
      })
      await compare()
    },
    async stop(signal: 'SIGTERM' | 'SIGKILL') {
      const phase = runner.phases.at(-1)
      if (phase === undefined || node === null) return
      await observe(phase, node.url)
      phase.ends = signal === 'SIGTERM' ? 'stopped' : 'killed'
      if (signal === 'SIGKILL') await node.kill()
      else if (!(await node.stop())) runner.faults.push(`${phase.release} did not stop within twenty seconds`)
      node = null
      // Nothing is acknowledged between this stop and the next start.
      const now = counts()
      phase.acknowledged = now.acknowledged - atStart.acknowledged
      phase.answered = now.answered - atStart.answered
      atStart = now
      for (const kind of ['acknowledged', 'answered'] as const)
        if (phase[kind] === 0) runner.faults.push(`${phase.begins}: ${phase.release} ${kind} nothing`)
      tell(`${phase.begins}: ${phase.release} was ${phase.ends} after ${phase.acknowledged} messages`)
    },
    async inDatabase<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
      const running = findRunningPostgres(runner.folder.dataRoot)
      if (running === null) throw new Error('the database server of the running node was not found')
      const pool = openOwnerPool(running)
      try {
        return await work(pool)
      } finally {
        await pool.end()
      }
    },
    forget() {
      before = null
      atStart = counts()
    },
    async end() {
      await node?.kill()
      node = null
    },
  }
  return runner
}

/** Waits up to a minute for `ok`. A node that just started may still have late messages. */
async function healthOf(url: string): Promise<string> {
  let last = 'no answer'
  for (let turn = 0; turn < 120; turn++) {
    const answer = await fetch(`${url}/health`).catch(() => null)
    if (answer !== null) {
      const { status, reasons } = (await answer.json()) as { status: string; reasons?: string[] }
      last =
        reasons === undefined || reasons === null || reasons.length === 0 ? status : `${status} (${reasons.join(', ')})`
      if (status === 'ok') return status
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return last
}
