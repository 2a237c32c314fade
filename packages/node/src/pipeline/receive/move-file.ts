import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { lstat, open, rename, rm } from 'node:fs/promises'
import { join, parse } from 'node:path'

/** What tells two files under one name, or two states of one file, apart. */
export const markOf = (found: Stats): string => `${found.size}:${found.mtimeMs}:${found.ino}`

/** Under this a file stands between the moment it is received and the one it is gone. */
const received = /^\.received-[\da-f-]{36}$/
export const isReceived = (name: string): boolean => received.test(name)

/** Moves a file into a folder, under a name that was free: never over another file. Returns where it is now. */
export async function moveToFree(path: string, folder: string, name: string): Promise<string> {
  const { name: stem, ext } = parse(name)
  for (let turn = 1; ; turn++) {
    const target = join(folder, turn === 1 ? name : `${stem}-${turn}${ext}`)
    try {
      // The name is made ours before the file takes it: a bare rename would replace whatever came there in between.
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
 * Removes the file that was received, told by its mark. Whatever came under its name meanwhile, or was still written to it, stays: false. Wherever the node
 * dies in between, `putBack` sees to what it left.
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

/** What a node that died left aside is looked at again: what was received by then is found to be a duplicate. */
export async function putBack(folder: string, name: string): Promise<void> {
  await moveToFree(join(folder, name), folder, name.slice('.'.length))
}
