import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { codeOf } from '../postgres/errors.ts'
import { syncFolder } from '../replace-file.ts'
import { BackupError } from './errors.ts'
import type { Line } from './format.ts'
import { type Recipients, seal } from './sealing.ts'

/**
 * Writes batches of lines as a backup file that only its owner can read, encrypted for the recipients. The file gets its name only when
 * it is complete and synced, after `complete` wrote what belongs beside it. The last line is computed here, from the SHA-256 of all other
 * lines. An existing file is not replaced (`backup-exists`). Needs the same memory for a backup of any size. Returns the size of the file in bytes.
 */
export async function writeBackupFile(
  file: string,
  lines: AsyncIterable<Line[]>,
  options: {
    recipients: Recipients
    counts: () => { rows: number; files: number }
    complete: () => Promise<void>
  },
): Promise<number> {
  const { recipients, counts } = options
  const path = resolve(file)
  if (existsSync(path)) throw new BackupError('backup-exists', `${path} exists already. Name a file that does not.`)
  const partial = `${path}.partial`
  try {
    // `flush` syncs the file before it is closed. Only after that is it renamed to its final name.
    const target = createWriteStream(partial, { flags: 'w', mode: 0o600, flush: true })
    const text = Readable.from(encoded(lines, counts))
    const gzip = createGzip({ level: 3 })
    await (recipients === 'clear'
      ? pipeline(text, gzip, target)
      : pipeline(text, gzip, (zipped: AsyncIterable<Buffer>) => seal(recipients, zipped), target))
    await options.complete()
    await rename(partial, path)
    await syncFolder(dirname(path))
    return target.bytesWritten
  } catch (error) {
    await rm(partial, { force: true })
    const code = codeOf(error)
    if (error instanceof Error && 'syscall' in error && code) {
      throw new BackupError('backup-unwritable', `${path} could not be written (${code}).`, error)
    }
    throw error
  }
}

async function* encoded(
  lines: AsyncIterable<Line[]>,
  counts: () => { rows: number; files: number },
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const batch of lines) {
    const bytes = Buffer.from(batch.map((line) => `${JSON.stringify(line)}\n`).join(''))
    hash.update(bytes)
    yield bytes
  }
  yield Buffer.from(`${JSON.stringify({ kind: 'end', ...counts(), sha256: hash.digest('hex') } satisfies Line)}\n`)
}
