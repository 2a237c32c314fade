import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What this system offers to hold a decoder down. Null: it does not. */
export interface Confinement {
  /** `prlimit`, which bounds memory, file sizes and open files. */
  prlimit: string | null
  /** `unshare`, where it may give a process a network of its own that leads nowhere. */
  unshare: string | null
}

let found: Promise<Confinement> | undefined

/** Looked up once a process. A system without them still has the child process, its time limit and the decoder's own list of protocols. */
export function confinement(): Promise<Confinement> {
  found ??= look()
  return found
}

const ownNetwork = ['--map-root-user', '--net', '--']

async function look(): Promise<Confinement> {
  const [prlimit, unshare] = await Promise.all([
    works('/usr/bin/prlimit', ['--core=0', '--', '/bin/true']),
    // Not where the decoder could not even read its own program, as root in another's checkout.
    works('/usr/bin/unshare', [...ownNetwork, '/usr/bin/head', '-c', '1', fileURLToPath(import.meta.url)]),
  ])
  return { prlimit, unshare }
}

async function works(program: string, args: string[]): Promise<string | null> {
  if (!existsSync(program)) return null
  // Long enough for a busy machine: a program that answers late must not count as missing.
  return run(program, args, { env: {}, timeout: 60_000 }).then(
    () => program,
    () => null,
  )
}

/** The program and arguments that run a command under the limits: each wrapper replaces itself by the next, so that one process is started. */
export function confinedCommand(
  { prlimit, unshare }: Confinement,
  limits: { memory: number; temporary: number },
  command: readonly string[],
): [string, string[]] {
  // Memory that may be written to: Node reserves address space by the gigabyte, so a bound on that would be none or no start.
  const bounds = [`--data=${limits.memory}`, `--fsize=${limits.temporary}`, '--nofile=256', '--core=0', '--']
  const [program = '', ...args] = [
    ...(prlimit === null ? [] : [prlimit, ...bounds]),
    ...(unshare === null ? [] : [unshare, ...ownNetwork]),
    ...command,
  ]
  return [program, args]
}
