import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { BackupError } from './errors.ts'

/**
 * Throws `restore-not-empty` if a file of the backup already exists with other content, because a restore must not
 * overwrite a key that is in use.
 */
export function checkDataFiles(dataRoot: string, files: { path: string; sha256: string }[]): void {
  for (const { path, sha256 } of files) {
    const target = join(dataRoot, path)
    if (!existsSync(target)) continue
    if (createHash('sha256').update(readFileSync(target)).digest('hex') === sha256) continue
    throw new BackupError(
      'restore-not-empty',
      `${target} is there already and differs from the one in the backup. Restore into a new data folder, or move it away. Nothing was restored.`,
    )
  }
}

/** Writes the files of the backup. If the restore fails later, `undo` removes the files that did not exist before. */
export function createFileWriter(dataRoot: string): {
  begin(path: string): void
  add(piece: string): void
  end(): void
  /** Syncs the folders too, so that the names of the new files are on disk. */
  finish(): void
  undo(): void
} {
  const made: string[] = []
  let current: { target: string; unfinished: string; handle: number } | null = null
  return {
    begin: (path) => {
      const target = join(dataRoot, path)
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
      const unfinished = `${target}.new`
      current = { target, unfinished, handle: openSync(unfinished, 'w', 0o600) }
    },
    add: (piece) => {
      if (current) writeSync(current.handle, Buffer.from(piece, 'base64'))
    },
    end: () => {
      if (!current) return
      const { target, unfinished, handle } = current
      fsyncSync(handle)
      closeSync(handle)
      if (!existsSync(target)) made.push(target)
      renameSync(unfinished, target)
      current = null
    },
    finish: () => {
      for (const folder of new Set([dataRoot, ...made.flatMap((target) => foldersTo(dataRoot, target))]))
        syncFolder(folder)
    },
    undo: () => {
      if (current) {
        closeSync(current.handle)
        rmSync(current.unfinished, { force: true })
      }
      for (const target of made) rmSync(target, { force: true })
    },
  }
}

function foldersTo(dataRoot: string, target: string): string[] {
  const folders: string[] = []
  for (let folder = dirname(target); folder.length > dataRoot.length; folder = dirname(folder)) folders.push(folder)
  return folders
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
