import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverFolder } from './data-root.ts'
import { PostgresError } from './errors.ts'
import type { ServerUser } from './types.ts'

/** The longest path of a socket that the system accepts, in bytes (108 minus the terminating zero). */
const longestPath = 107
export const port = 5432

export const socketFile = (folder: string): string => join(folder, `.s.PGSQL.${port}`)
const fits = (folder: string): boolean => Buffer.byteLength(socketFile(folder)) <= longestPath

/**
 * Returns the folder for the server's socket. It is `ROOT/s`. If that path is too long, it is the `remembered` folder
 * or a new private folder with a short path.
 */
export function chooseSocketFolder(root: string, user: ServerUser, remembered: string | null): string {
  const usual = join(root, 's')
  if (fits(usual)) return usual
  if (remembered && fits(remembered) && isPrivate(remembered, user)) return remembered
  for (const place of user.dropped ? ['/run', tmpdir(), '/tmp'] : [tmpdir(), '/tmp']) {
    const made = makeIn(place, user)
    if (made) return made
  }
  throw new PostgresError(
    'data-root-unreachable',
    `The path of ${root} is too long for the server's socket, and no folder could be made for it in ${tmpdir()} or /tmp. Choose a shorter data folder with --data or ENTENTE_DATA.`,
  )
}

/**
 * Creates a short folder again before a restart, because a program that cleans temporary folders may have removed it. If
 * another system user connects (`open`), that user may enter the folder.
 */
export function keepSocketFolder(folder: string, user: ServerUser, open: boolean): void {
  serverFolder(folder, user)
  if (open) chmodSync(folder, 0o711)
}

/** Removes a short folder when the node ends properly. `ROOT/s` is not removed. */
export function dropSocketFolder(folder: string, root: string): void {
  if (folder !== join(root, 's')) rmSync(folder, { recursive: true, force: true })
}

function makeIn(place: string, user: ServerUser): string | null {
  try {
    const made = mkdtempSync(join(place, 'entente-'))
    if (!fits(made)) {
      rmSync(made, { recursive: true })
      return null
    }
    if (user.dropped) chownSync(made, user.uid, user.gid)
    return made
  } catch {
    return null
  }
}

function isPrivate(folder: string, user: ServerUser): boolean {
  try {
    const seen = lstatSync(folder)
    return seen.isDirectory() && seen.uid === user.uid && (seen.mode & 0o077) === 0
  } catch {
    // The folder no longer exists, because a reboot clears /run. Create it again under the same name, unless another
    // user took the name.
    return remake(folder, user)
  }
}

function remake(folder: string, user: ServerUser): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    if (user.dropped) chownSync(folder, user.uid, user.gid)
    return true
  } catch {
    return false
  }
}
