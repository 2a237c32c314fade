import { chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverFolder } from './data-root.ts'
import { PostgresError } from './errors.ts'
import type { ServerUser } from './types.ts'

/** The system's limit for a socket's path, in bytes (108 less the terminating zero). */
const longestPath = 107
export const port = 5432

export const socketFile = (folder: string): string => join(folder, `.s.PGSQL.${port}`)
const fits = (folder: string): boolean => Buffer.byteLength(socketFile(folder)) <= longestPath

/**
 * Returns the folder of the server's socket: `ROOT/s`, or if that path is too long the `remembered` one or a new private folder with a
 * short path.
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

/** Recreates a short folder before a restart, because a cleaner of temporary folders may have removed it. */
export function keepSocketFolder(folder: string, user: ServerUser): void {
  serverFolder(folder, user)
}

/** Removes a short folder at a clean end; `ROOT/s` stays. */
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
    // Gone (a reboot clears /run): recreated under its old name, unless somebody else took the name.
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
