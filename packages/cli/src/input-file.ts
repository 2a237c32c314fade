import { readFileSync } from 'node:fs'
import { CommandFailure } from './failure.ts'

/** The bytes of a file, `-` for standard input. Fails with `file-not-found` or `file-unreadable`. */
export function readInputFile(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CommandFailure('file-not-found', `There is no file ${file}.`)
    throw new CommandFailure('file-unreadable', `${file} cannot be read (${code ?? 'unknown'}).`)
  }
}

/** The lines of UTF-8 bytes with their numbers from 1; empty ones are left out. Line by line, so that a file may be larger than a text can be. */
export function* fileLines(bytes: Uint8Array): Generator<{ line: number; text: string }> {
  const decoder = new TextDecoder()
  let line = 0
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0x0a, from)
    const to = end < 0 ? bytes.length : end
    line += 1
    // The decoder takes a byte order mark away by itself.
    const text = decoder.decode(bytes.subarray(from, to)).trim()
    if (text !== '') yield { line, text }
    from = to + 1
  }
}
