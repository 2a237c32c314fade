import { type ChildProcess, spawn } from 'node:child_process'

const running = new Set<ChildProcess>()
// Each command leads a separate process group, so that the command and its children can be killed together. This handler is registered first,
// because later handlers remove files that these processes use.
process.prependListener('exit', () => {
  for (const { pid } of running) if (pid !== undefined) killGroup(pid)
})

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // The process group has already ended.
  }
}

/**
 * Runs a command and returns its standard output. If the command fails, throws an error with its last output. The command is killed when this
 * process ends.
 */
export async function runCommand(
  command: string,
  words: readonly string[],
  options: { cwd?: string; env?: Record<string, string | undefined> } = {},
): Promise<string> {
  const child = spawn(command, words, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  const written: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (bytes: Buffer) => written[stream].push(bytes))
  try {
    const ended = await new Promise<number | string>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => resolve(code ?? signal ?? 'no status'))
    })
    const text = (stream: 'stdout' | 'stderr') => Buffer.concat(written[stream]).toString('utf8')
    if (ended === 0) return text('stdout')
    const last = (text('stderr').trim() || text('stdout').trim()).slice(-2000)
    throw new Error(`${command} ${words.slice(0, 3).join(' ')} ended with ${ended}: ${last}`)
  } finally {
    running.delete(child)
  }
}
