import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Programs of this system that confine a decoder; null if it has none. */
export interface Confinement {
  /** `prlimit`, which bounds memory, file sizes and open files. */
  prlimit: string | null
  /** `unshare`, if it may give a process a network of its own without connections. */
  unshare: string | null
}

let found: Promise<Confinement> | undefined

/**
 * Finds the programs once per process. A system without them still has the child process, its time limit and the
 * decoder's own list of protocols.
 */
export function confinement(): Promise<Confinement> {
  found ??= findPrograms()
  return found
}

const ownNetwork = ['--map-root-user', '--net', '--']

async function findPrograms(): Promise<Confinement> {
  const [prlimit, unshare] = await Promise.all([
    works('/usr/bin/prlimit', ['--core=0', '--', '/bin/true']),
    // `unshare` is not used if the decoder could not read its own program then, as for root in a checkout of another
    // user.
    works('/usr/bin/unshare', [...ownNetwork, '/usr/bin/head', '-c', '1', fileURLToPath(import.meta.url)]),
  ])
  return { prlimit, unshare }
}

async function works(program: string, args: string[]): Promise<string | null> {
  if (!existsSync(program)) return null
  // A long time limit: on a busy machine, a slow program must not count as missing.
  return run(program, args, { env: {}, timeout: 60_000 }).then(
    () => program,
    () => null,
  )
}

/**
 * Builds the program and arguments that run a command under the limits. Each wrapper replaces itself with the next, so
 * that one process is started.
 */
export function confinedCommand(
  { prlimit, unshare }: Confinement,
  limits: { memory: number; temporary: number },
  command: readonly string[],
): [string, string[]] {
  // The bound is on writable memory: Node reserves gigabytes of address space, so a bound on that would be useless or
  // prevent the start.
  const bounds = [`--data=${limits.memory}`, `--fsize=${limits.temporary}`, '--nofile=256', '--core=0', '--']
  const [program = '', ...args] = [
    ...(prlimit === null ? [] : [prlimit, ...bounds]),
    ...(unshare === null ? [] : [unshare, ...ownNetwork]),
    ...command,
  ]
  return [program, args]
}
