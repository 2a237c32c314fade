import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findRunningPostgres } from '@entente/node'
import { ententeProgram, nodeArguments } from '../node/node-arguments.ts'
import type { NodeFolder } from '../node/node-folder.ts'
import type { NodeProcess } from '../node/node-process.ts'
import { processCpuSeconds, treeCpuSeconds } from '../node/process-cpu.ts'
import { openOwnerPool, waitUntilDone } from '../node/wait-until-done.ts'

type Pool = ReturnType<typeof openOwnerPool>
/** The use of a node since its start. CPU in seconds. */
interface Work {
  node: number
  postgres: number
  commits: number
  statements: number
}

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const statementFiles = (folder: NodeFolder) => join(folder.path, 'statements')

/** The command of a node that counts its statements. */
export function countingCommand(folder: NodeFolder): string[] {
  folder.environment.BENCH_STATEMENTS = statementFiles(folder)
  const preload = new URL(`./count-statements.${extension}`, import.meta.url)
  return ['--import', preload.href, ...nodeArguments(ententeProgram())]
}

function statementsOf(folder: NodeFolder): number {
  const files = readdirSync(folder.path).filter((name) => name.startsWith('statements.'))
  return files.reduce((sum, name) => sum + Number(readFileSync(join(folder.path, name), 'utf8')), 0)
}

/** The statements of this process, which the counts of a node leave out. */
let own = 0
/** The pause between two questions whether a node has finished. */
const pollMs = 250

/** Returns what a node and its PostgreSQL have used so far. */
export async function workOf(folder: NodeFolder, node: Pick<NodeProcess, 'pid'>, pool: Pool): Promise<Work> {
  const [pid] = readFileSync(join(folder.dataRoot, 'data', 'postmaster.pid'), 'utf8').split('\n')
  const { rows } = await pool.query<{ commits: string }>(
    'select pg_stat_clear_snapshot(), xact_commit as commits from pg_stat_database where datname = current_database()',
  )
  return {
    node: processCpuSeconds(node.pid),
    postgres: treeCpuSeconds(Number(pid)),
    commits: Number(rows[0]?.commits ?? 0) - own,
    statements: statementsOf(folder),
  }
}

/** Returns what was used between two states, for each of `count` things. CPU in milliseconds. */
export function workForEach(before: Work, after: Work, count: number) {
  const node = ((after.node - before.node) * 1000) / count
  const postgres = ((after.postgres - before.postgres) * 1000) / count
  const each = (of: 'commits' | 'statements') => (after[of] - before[of]) / count
  return { node, postgres, both: node + postgres, commits: each('commits'), statements: each('statements') }
}

/** Opens the database of a running node as its owner. */
export function ownerPoolOf(folder: NodeFolder): Pool {
  const running = findRunningPostgres(folder.dataRoot)
  if (running === null) throw new Error('the database server of the running node was not found')
  return openOwnerPool(running)
}

/**
 * Waits until every message is read and no job is due. A large message whose reading is under way has its next attempt in the
 * future, so it is not due. Returns false after `seconds`.
 */
export async function waitUntilRead(pool: Pool, seconds: number): Promise<boolean> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    own += 1
    const { rows } = await pool.query<{ left: string }>(
      'select count(*) as left from message where read_at is not null',
    )
    if (Number(rows[0]?.left) === 0) {
      own += 1
      return waitUntilDone(pool, Math.max(1, (end - performance.now()) / 1000))
    }
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}
