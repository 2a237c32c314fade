import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ententeProgram, nodeArguments } from './node-arguments.ts'
import type { NodeFolder } from './node-folder.ts'

export interface NodeProcess {
  url: string
  pid: number
  /** Resolves once the process has ended, for any reason. */
  gone: Promise<void>
  /** Returns the end of its standard error, which explains an unexpected end. */
  lastWords(): string
  /** Kills the process (SIGKILL). */
  kill(): Promise<void>
  /** Stops the process (SIGTERM). Returns false if it was killed after twenty seconds. */
  stop(): Promise<boolean>
}

const running = new Set<ChildProcess>()
// When this process ends, its nodes are killed; their database servers then end too. This handler is registered first, because a later one removes
// their folders.
process.prependListener('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
// The handler stays registered: Ctrl-C in a terminal sends the signal here, `run.mjs` sends it again, and the second signal must not interrupt the
// removal of folders.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

/**
 * Runs `entente serve` on a folder in a separate process, and resolves when the node is ready. The log is `node.log` in the folder. `command` is the
 * program to run; by default the command of this tree.
 */
export async function startNodeProcess(
  folder: NodeFolder,
  command: readonly string[] = nodeArguments(ententeProgram()),
): Promise<NodeProcess> {
  const log = openSync(join(folder.path, 'node.log'), 'a')
  // If this run is profiled, the node is profiled too.
  const profiled = process.execArgv.filter((word) => word.startsWith('--cpu-prof'))
  const child = spawn(process.execPath, [...profiled, ...command, 'serve'], {
    stdio: ['ignore', log, 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...folder.environment },
  })
  closeSync(log)
  running.add(child)
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      running.delete(child)
      resolve()
    })
  })
  let said = ''
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const url = await readyAt(child, () => said + logTail(folder))
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
  }
  const stop = async () => {
    child.kill('SIGTERM')
    const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), 20_000).unref())
    if (await Promise.race([gone.then(() => true), late])) return true
    await kill()
    return false
  }
  return { url, pid: child.pid ?? 0, gone, lastWords: () => said, kill, stop }
}

function readyAt(child: ChildProcess, lastWords: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (text: string) => {
      said += text
      const url = /ready at (\S+)\n/.exec(said)?.[1]
      if (url !== undefined) resolve(url)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      reject(new Error(`the node ended with ${code ?? signal} before it was ready: ${lastWords()}`)),
    )
  })
}

function logTail(folder: NodeFolder): string {
  try {
    return readFileSync(join(folder.path, 'node.log'), 'utf8').slice(-2000)
  } catch {
    return ''
  }
}
