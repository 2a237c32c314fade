import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { moduleBeside } from '../../start-thread.ts'
import { confinedCommand, confinement } from './confinement.ts'
import { temporaryPrefixes } from './temporary-folders.ts'

export interface ConfinedProcess {
  child: ChildProcess
  /** Ends the process and everything it started. */
  kill(): void
  /** Resolves after the process ended and its folder was removed. Never rejects. */
  ended: Promise<void>
}

/**
 * Starts a module of this package as a process that may crash: it has no environment, a folder of its own that is
 * deleted afterwards, no network if the system allows that, bounded memory and file sizes, and a process group of its
 * own, so that killing it leaves nothing behind. It communicates through standard input and output. `from` is the
 * caller's `import.meta.url`, `name` the module's file name without its ending. `niceness`, from 0 to 19, is how far it
 * stands back behind the node and its database on a busy processor.
 */
export async function startConfined(
  from: string,
  name: string,
  limits: { memory: number; temporary: number },
  niceness: number,
): Promise<ConfinedProcess> {
  const [means, folder] = await Promise.all([confinement(), mkdtemp(join(tmpdir(), temporaryPrefixes.decoder))])
  const [program, args] = confinedCommand(means, limits, [process.execPath, ...moduleArguments(from, name)])
  const child = spawn(program, args, { cwd: folder, env: {}, detached: true, stdio: ['pipe', 'pipe', 'ignore'] })
  // The end of a process shows as the end of its output; data on the way to it is lost.
  child.stdin?.on('error', () => {})
  child.stdout?.on('error', () => {})
  if (child.pid !== undefined && niceness > 0) standBack(child.pid, niceness)
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended already.
    }
  }
  // Processes that it leaves behind would keep its output open, and their work would not be counted.
  child.once('exit', kill)
  const closed = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
  const ended = closed.then(async () => {
    kill()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
  })
  return { child, kill, ended }
}

/**
 * Lowers the priority of a process. With its own process group it is a session of its own, and Linux divides the processors
 * among sessions before it looks at processes (`sched(7)`, "The autogroup feature"). So the session is lowered too.
 */
function standBack(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness)
  } catch {
    // The process has ended already.
  }
  lowerSession(pid, niceness)
}

/** Lowers a session. Without the rights of root, Linux allows one such change in 100 ms on the whole machine: the others try again. */
function lowerSession(pid: number, niceness: number): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness))
  } catch (error) {
    const isBusy = (error as NodeJS.ErrnoException).code === 'EAGAIN'
    // Otherwise the process has ended, or the system has no sessions of this kind.
    if (isBusy) setTimeout(() => lowerSession(pid, niceness), 100 + 100 * Math.random()).unref()
  }
}

/** Shipped code is JavaScript; in development, Node needs a loader for TypeScript. */
function moduleArguments(from: string, name: string): string[] {
  const heap = ['--max-old-space-size=256', '--single-threaded-gc', '--expose-gc']
  const { url, isSource } = moduleBeside(from, name)
  if (!isSource) return [...heap, fileURLToPath(url)]
  return [...heap, '--conditions=entente-source', '--import', import.meta.resolve('tsx'), fileURLToPath(url)]
}
