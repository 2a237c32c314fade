import { readFileSync } from 'node:fs'
import { CommandFailure } from './failure.ts'

/** Returns the bytes of a file, or of standard input if the name is `-`. Fails with `file-not-found` or `file-unreadable`. */
export function readInputFile(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CommandFailure('file-not-found', `There is no file ${file}.`)
    throw new CommandFailure('file-unreadable', `${file} cannot be read (${code ?? 'unknown'}).`)
  }
}
