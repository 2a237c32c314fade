import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type LogSource, tilePath } from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'

/** Reads an exported log from a folder. Fails with `unreadable` if there is no such folder. */
export function logFolder(folder: string): LogSource {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new CommandFailure('unreadable', `There is no folder ${folder}.`)
  const read = (path: string): Buffer | null => {
    const file = join(folder, path)
    // A full tile may stand beside or in place of a partial one, so look for exactly this file.
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : null
  }
  return {
    checkpoint: async () => read('checkpoint'),
    tile: async (level, n, width) => read(tilePath(level, n, width)),
  }
}
