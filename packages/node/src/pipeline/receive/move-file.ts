import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { lstat, open, rename, rm } from 'node:fs/promises'
import { join, parse } from 'node:path'

/** A mark that differs between two files with one name, and between two states of one file. */
export const markOf = (found: Stats): string => `${found.size}:${found.mtimeMs}:${found.ino}`

/** The name of a file between its receipt and its removal. */
const received = /^\.received-[\da-f-]{36}$/
export const isReceived = (name: string): boolean => received.test(name)

/** Moves a file into a folder, under a free name, never over another file. Returns its new path. */
export async function moveToFree(path: string, folder: string, name: string): Promise<string> {
  const { name: stem, ext } = parse(name)
  for (let turn = 1; ; turn++) {
    const target = join(folder, turn === 1 ? name : `${stem}-${turn}${ext}`)
    try {
      // Reserves the name first: a bare rename would replace a file created in between.
      await (await open(target, 'wx', 0o600)).close()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw error
    }
    try {
      await rename(path, target)
      return target
    } catch (error) {
      await rm(target, { force: true })
      throw error
    }
  }
}

/**
 * Removes the received file, identified by its mark. Returns false and keeps the file if another one took its name, or more was written to
 * it. After a crash in between, `putBack` restores it.
 */
export async function removeReceived(folder: string, name: string, mark: string): Promise<boolean> {
  const aside = join(folder, `.received-${randomUUID()}`)
  try {
    await rename(join(folder, name), aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true
    throw error
  }
  if (markOf(await lstat(aside)) === mark) {
    await rm(aside)
    return true
  }
  await moveToFree(aside, folder, name)
  return false
}

/** Restores a file that a crashed node set aside. If it was received before, it is found to be a duplicate. */
export async function putBack(folder: string, name: string): Promise<void> {
  await moveToFree(join(folder, name), folder, name.slice('.'.length))
}
