import { chmodSync, chownSync, closeSync, mkdirSync, openSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { codeOf, PostgresError } from './errors.ts'
import { runAs } from './run-as.ts'
import { nodeUser } from './server-user.ts'
import type { ServerUser } from './types.ts'

/**
 * Returns the default folder for data: `/var/lib/entente` for root, and otherwise a folder in the user's own data
 * folder.
 */
export function defaultDataRoot(environment: Record<string, string | undefined>): string {
  if (nodeUser().uid === 0) return '/var/lib/entente'
  const base = environment.XDG_DATA_HOME
  return base?.startsWith('/') ? join(base, 'entente') : join(homedir(), '.local/share/entente')
}

/**
 * Creates the folder if it is missing and returns its real path. New folders get mode 0755, so that the server's user
 * can enter the folders below them.
 */
export function makeDataRoot(wanted: string): string {
  const root = resolve(wanted)
  try {
    makeOpen(root)
    const real = realpathSync(root)
    const { uid, mode } = statSync(real)
    // The files inside have their own modes. The mode of the user's home is never changed, even if it was chosen as
    // data root.
    if (uid === nodeUser().uid && real !== homedir() && real !== '/') chmodSync(real, mode | 0o755)
    return real
  } catch (error) {
    if (error instanceof PostgresError) throw error
    throw new PostgresError(
      'data-root-not-writable',
      `The data folder ${root} cannot be made or used (${codeOf(error) ?? 'unknown reason'}). Choose another with --data or ENTENTE_DATA.`,
      error,
    )
  }
}

/**
 * Checks that the server's user can reach the data root. Throws `data-root-unreachable`, which names the first folder
 * on the path that the user may not enter.
 */
export async function checkReachable(root: string, user: ServerUser): Promise<void> {
  const steps: string[] = []
  for (let folder = root; ; folder = dirname(folder)) {
    steps.unshift(folder)
    if (folder === '/') break
  }
  const ran = await runAs(user, '/bin/sh', [
    '-c',
    'for folder; do [ -x "$folder" ] || { printf %s "$folder"; exit 1; }; done',
    'walk',
    ...steps,
  ])
  if (ran.code === 0) return
  if (ran.code === 'EPERM') {
    throw new PostgresError(
      'pg-user-switch',
      `The node runs as root but may not start a program as user ${user.name} (the container forbids it). Run it as an ordinary user instead.`,
    )
  }
  throw new PostgresError(
    'data-root-unreachable',
    `PostgreSQL runs as user ${user.name}, who may not enter ${ran.out || root}, so the data folder ${root} is out of its reach. Choose another with --data or ENTENTE_DATA, for example /var/lib/entente.`,
  )
}

/**
 * Creates the folders and files of the data root. Their owners and modes prevent the server's user from reading the
 * node's files.
 */
export function layOut(root: string, user: ServerUser): void {
  try {
    // Do not put files of the node, which may run as root, into folders of the server's user, because that user could
    // create symlinks there.
    ownFolder(join(root, 'conf'), 0o755)
    ownFolder(join(root, 'keys'), 0o700)
    ownFolder(join(root, 'raw'), 0o700)
    serverFolder(join(root, 's'), user)
    serverFile(join(root, 'server.lock'), user)
  } catch (error) {
    throw new PostgresError(
      'data-root-not-writable',
      `The data folder ${root} is not writable for user ${nodeUser().name} (${codeOf(error) ?? 'unknown reason'}). Choose another with --data or ENTENTE_DATA.`,
      error,
    )
  }
}

/** Creates a folder that only the server's user can enter (0700). */
export function serverFolder(path: string, user: ServerUser): void {
  if (makeIfMissing(path, 0o700) && user.dropped) chownSync(path, user.uid, user.gid)
}

function serverFile(path: string, user: ServerUser): void {
  try {
    closeSync(openSync(path, 'ax', 0o600))
    if (user.dropped) chownSync(path, user.uid, user.gid)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

function ownFolder(path: string, mode: number): void {
  if (makeIfMissing(path, mode)) chmodSync(path, mode)
}

function makeIfMissing(path: string, mode: number): boolean {
  try {
    mkdirSync(path, { mode })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function makeOpen(folder: string): void {
  try {
    statSync(folder)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    makeOpen(dirname(folder))
    // Set the mode explicitly, because a strict umask (077) would prevent the server's user from entering.
    if (makeIfMissing(folder, 0o755)) chmodSync(folder, 0o755)
  }
}
