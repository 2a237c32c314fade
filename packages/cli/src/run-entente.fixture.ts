import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}
const program = fileURLToPath(new URL('../dist/index.js', import.meta.url))

/** Runs the built command in a process, and returns its exit status and both outputs. The test run has updated the build before. */
export function entente(
  args: string[],
  options: { input?: string | Uint8Array; env?: Record<string, string>; cwd?: string; closeOutput?: boolean } = {},
): Promise<Ended> {
  const { ENTENTE_URL: _url, ENTENTE_KEY: _key, DATABASE_URL: _database, ...env } = process.env
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  })
  const ended: Ended = { status: null, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.stderr += text
  })
  // Closes the pipe early, as `| head` does after enough lines.
  if (options.closeOutput === true) child.stdout.destroy()
  child.stdin.end(options.input ?? '')
  return new Promise((resolve) => child.on('close', (status) => resolve({ ...ended, status })))
}
