import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRunningPostgres } from '@entente/node'
import { makeNodeFolder, type NodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { treeCpuSeconds } from '../node/process-cpu.ts'
import { openOwnerPool } from '../node/wait-until-done.ts'
import type { Measured } from './bench-beside.ts'
import { runCommand } from './run-command.ts'

export interface MeasuredNode {
  url: string
  folder: NodeFolder
  /** Does the work, waits until the node has no message and no job left, and returns what both took. */
  spend(work: () => Promise<void>): Promise<Spent>
}
/** `cpuSeconds` are those of the node, its decoders and its PostgreSQL. */
type Spent = Required<Pick<Measured, 'cpuSeconds' | 'node'>>
const longestDrain = 600_000
/** The counts of statements are written every 100 ms. */
const countMs = 250

/**
 * Runs a node of the tree under `root` with a separate database (fsync on), and removes both afterwards. This tree controls the node only by its
 * command and by HTTP, so that any tree can be measured.
 */
export async function withNodeOf<T>(root: string, work: (node: MeasuredNode) => Promise<T>): Promise<T> {
  const command = [commandOf(root)]
  const counts = mkdtempSync(join(tmpdir(), 'entente-bench-counts-'))
  const counter = new URL('./count-queries.js', import.meta.url)
  const folder = await makeNodeFolder({}, initAccountsWith(command))
  try {
    folder.environment.NODE_OPTIONS = `--import=${counter}`
    folder.environment.ENTENTE_BENCH_COUNTS = counts
    const node = await startNodeProcess(folder, command)
    const running = findRunningPostgres(folder.dataRoot)
    if (running === null) throw new Error('the database server of the running node was not found')
    const pool = openOwnerPool(running)
    try {
      const spend: MeasuredNode['spend'] = async (act) => {
        const [before, cpuBefore, begun] = [await readCounts(counts), treeCpuSeconds(node.pid), performance.now()]
        await act()
        await untilIdle(pool)
        const seconds = (performance.now() - begun) / 1000
        const cpuSeconds = treeCpuSeconds(node.pid) - cpuBefore
        const after = await readCounts(counts)
        const [statements, commits] = [after.statements - before.statements, after.commits - before.commits]
        return { cpuSeconds, node: { seconds, statements, commits } }
      }
      return await work({ url: node.url, folder, spend })
    } finally {
      await pool.end()
      if (!(await node.stop())) process.stderr.write('the node did not stop and was killed\n')
    }
  } finally {
    rmSync(counts, { recursive: true, force: true })
    await folder.remove()
  }
}

/** Adds up the counts of all threads of the node, once they are written. */
async function readCounts(folder: string): Promise<{ statements: number; commits: number }> {
  await new Promise((resolve) => setTimeout(resolve, countMs))
  const sum = { statements: 0, commits: 0 }
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
    const { statements, commits } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as typeof sum
    sum.statements += statements
    sum.commits += commits
  }
  return sum
}

/** Returns a function that makes the first accounts of a node with the `entente` command of another tree. */
export function initAccountsWith(
  command: readonly string[],
): (environment: Record<string, string>) => Promise<{ account: string; password: string }[]> {
  return async (environment) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...environment }
    const init = (more: string[]) =>
      runCommand(process.execPath, [...command, 'accounts', 'init', '--json', ...more], { env })
    // Earlier releases have no such option.
    const printed = await init(['--single-operator']).catch(() => init([]))
    return (JSON.parse(printed) as { accounts: { account: string; password: string }[] }).accounts
  }
}

/** Returns the file of the `entente` command in a tree; every commit has it there. */
export const commandOf = (root: string): string => join(root, 'packages/cli/bin/entente.js')

/** Returns the number of signals in the index of the node; null if it does not say. */
export async function indexedSignals(url: string): Promise<number | null> {
  return ((await (await fetch(`${url}/health`)).json()) as { signals: number | null }).signals
}

/** The columns of all releases. A message that waits has the status `received`. */
const work = `
select (select count(*) from message where status = 'received')
    + count(*) filter (where locked_at is not null or attempts < max_attempts and (run_at <= now() or attempts > 0)) as due,
  count(*) filter (where locked_at is null and attempts >= max_attempts) as failed
from graphile_worker._private_jobs`

/** Waits until no message and no job is due. Throws if a job failed permanently, or after ten minutes. */
async function untilIdle(pool: ReturnType<typeof openOwnerPool>): Promise<void> {
  const end = performance.now() + longestDrain
  for (;;) {
    const { rows } = await pool.query<{ due: string; failed: string }>(work)
    const [due, failed] = [Number(rows[0]?.due), Number(rows[0]?.failed)]
    if (failed > 0) throw new Error(`${failed} jobs failed`)
    if (due === 0) return
    if (performance.now() > end) throw new Error(`${due} messages and jobs were left after ten minutes`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
