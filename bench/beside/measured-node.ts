import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeNodeFolder, type NodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { treeCpuSeconds } from '../node/process-cpu.ts'
import { runCommand } from './run-command.ts'

export interface MeasuredNode {
  url: string
  folder: NodeFolder
  /** Does the work and waits until the node has no job left. Returns the CPU seconds of the node, its decoders and its PostgreSQL. */
  spend(work: () => Promise<void>): Promise<number>
}
const longestDrain = 600_000

/**
 * Runs a node of the tree under `root` with a separate database (fsync on), and removes both afterwards. This tree controls the node only by its
 * command and by HTTP, so that any tree can be measured.
 */
export async function withNodeOf<T>(root: string, work: (node: MeasuredNode) => Promise<T>): Promise<T> {
  const command = [commandOf(root)]
  const folder = await makeNodeFolder({}, async (environment) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...environment }
    const printed = await runCommand(process.execPath, [...command, 'accounts', 'init', '--json'], { env })
    return (JSON.parse(printed) as { accounts: { account: string; password: string }[] }).accounts
  })
  try {
    const node = await startNodeProcess(folder, command)
    try {
      const spend: MeasuredNode['spend'] = async (act) => {
        const before = treeCpuSeconds(node.pid)
        await act()
        await untilIdle(node.url)
        return treeCpuSeconds(node.pid) - before
      }
      return await work({ url: node.url, folder, spend })
    } finally {
      if (!(await node.stop())) process.stderr.write('the node did not stop and was killed\n')
    }
  } finally {
    await folder.remove()
  }
}

/** Returns the file of the `entente` command that a tree installs. */
function commandOf(root: string): string {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { entente: string } }
  return join(root, bin.entente)
}

interface Health {
  jobs: { waiting: number; failed: number } | null
  /** Null or missing in a tree that counts messages among the jobs. */
  messages?: { waiting: number } | null
  signals: number | null
}
export const healthOf = async (url: string): Promise<Health> => (await (await fetch(`${url}/health`)).json()) as Health

/** Waits until no message and no job is due. Throws if a job failed permanently, or after ten minutes. */
async function untilIdle(url: string): Promise<void> {
  const end = performance.now() + longestDrain
  // A node may answer with counts that it read up to a second ago.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  for (;;) {
    const { jobs, messages } = await healthOf(url)
    if (jobs !== null && jobs.failed > 0) throw new Error(`${jobs.failed} jobs failed`)
    if (jobs?.waiting === 0 && (messages?.waiting ?? 0) === 0) return
    if (performance.now() > end) throw new Error(`${jobs?.waiting ?? 'unknown'} jobs were left after ten minutes`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
