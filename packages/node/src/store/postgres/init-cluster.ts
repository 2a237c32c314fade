import { randomBytes } from 'node:crypto'
import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { codeOf, PostgresError } from './errors.ts'
import { runAs } from './run-as.ts'
import type { ServerUser } from './types.ts'

export const dataFolder = (root: string): string => join(root, 'data')

/**
 * Checks that the data was created by the same major version. Throws `pg-version` otherwise, because the server's own
 * message would not tell the operator what to do.
 */
export function checkVersion(root: string, binaries: Binaries): void {
  const version = readVersion(root)
  if (version === null || version === binaries.major) return
  throw new PostgresError(
    'pg-version',
    `${dataFolder(root)} was made by PostgreSQL ${version}; this machine has PostgreSQL ${binaries.major}. Install PostgreSQL ${version}, or start the release that brings it, make a backup, and restore that into a new data folder. Nothing was changed.`,
  )
}

/** Returns the major version of PostgreSQL that made the data; null if there are none yet. */
export function readVersion(root: string): string | null {
  try {
    return readFileSync(join(dataFolder(root), 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new PostgresError(
      'data-root-owner',
      `${dataFolder(root)} cannot be read by this user (${codeOf(error)}). Start the node as the user it was made by.`,
    )
  }
}

/**
 * Creates the cluster unless it exists. Returns true if it was created. The cluster is created in a temporary folder,
 * which is then renamed, so a killed node leaves only a folder to delete.
 */
export async function initCluster(
  root: string,
  binaries: Binaries,
  user: ServerUser,
  durable: boolean,
): Promise<boolean> {
  if (readVersion(root) !== null) return false
  const fresh = join(root, `init.${randomBytes(6).toString('hex')}`)
  const passwordFile = `${fresh}.password`
  try {
    mkdirSync(fresh, { mode: 0o700 })
    // initdb requires a password for the authentication method in the files that it writes. Peer authentication
    // replaces these files, so the password is never used.
    writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    if (user.dropped) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid)
    const ran = await runAs(user, join(binaries.folder, 'initdb'), [
      ...['-D', fresh, '-U', 'entente_root', `--pwfile=${passwordFile}`, '--data-checksums', '--encoding=UTF8'],
      // The built-in locale depends neither on the machine's locales nor on ICU, so a library update cannot change the
      // sort order.
      ...['--locale-provider=builtin', '--locale=C.UTF-8', '--auth-local=scram-sha-256', '--auth-host=reject'],
      ...(durable ? [] : ['--no-sync']),
    ])
    if (ran.code !== 0) {
      const output =
        ran.error
          .split('\n')
          .filter((line) => line.includes('error'))
          .join(' ') || ran.error.trim()
      throw new PostgresError('pg-init-failed', `The database in ${root} could not be made: ${output || ran.code}`)
    }
    renameSync(fresh, dataFolder(root))
    return true
  } catch (error) {
    // Another node created the cluster meanwhile, and may have deleted this incomplete one. The lock decides which node
    // continues.
    if (readVersion(root) !== null) return false
    if (error instanceof PostgresError) throw error
    throw new PostgresError(
      'pg-init-failed',
      `The database in ${root} could not be made (${codeOf(error) ?? 'unknown reason'}).`,
      error,
    )
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(fresh, { recursive: true, force: true })
  }
}
