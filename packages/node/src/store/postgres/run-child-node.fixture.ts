import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface ChildNode {
  child: ChildProcess
  output: { pid?: number; user?: string; role?: string; version?: string; code?: string; message?: string }
  /** Kills the node with SIGKILL and waits until it has ended. */
  kill(): Promise<void>
}

const script = fileURLToPath(new URL('./child-node.fixture.ts', import.meta.url))
const program = [process.execPath, '--conditions', 'entente-source', '--import', import.meta.resolve('tsx'), script]

/**
 * Runs the fixture on a data root and waits until it has printed its line. `as` switches to another user first, which
 * only root can do.
 */
export async function runChildNode(dataRoot: string, as?: string): Promise<ChildNode> {
  const [file, ...args] = [...(as ? dropTo(as) : []), ...program, dataRoot]
  const child = spawn(file ?? '', args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, TSX_DISABLE_CACHE: '1' },
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the child node ended with ${code} without output`)))
    child.once('error', reject)
  })
  return {
    child,
    output: JSON.parse(line),
    kill: () => {
      child.kill('SIGKILL')
      return gone
    },
  }
}

/** Returns whether a user can run the code in this folder, which other users may not be allowed to enter. */
export const canRunAs = (user: string): boolean => {
  const [file, ...args] = [...dropTo(user), 'test', '-r', script]
  return (
    spawnSync(file ?? '', args).status === 0 &&
    spawnSync(file ?? '', [...args.slice(0, -3), process.execPath, '--version']).status === 0
  )
}

const dropTo = (user: string): string[] => ['setpriv', `--reuid=${user}`, '--regid=nogroup', '--clear-groups']
