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

/** Reads the lines of a file that are not empty, with their numbers. A large file does not fit in one string. Fails as `readInputFile`. */
export function* readLines(file: string): Generator<{ text: string; line: number }> {
  const bytes = readInputFile(file)
  for (let from = 0, line = 1; from < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, from)
    const text = bytes.toString('utf8', from, end < 0 ? bytes.length : end)
    from = end < 0 ? bytes.length : end + 1
    if (text !== '') yield { text, line }
  }
}
