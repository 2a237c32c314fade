import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { codeOf } from '../postgres/errors.ts'
import { BackupError } from './errors.ts'
import type { Line } from './format.ts'

/**
 * Writes batches of lines as a backup file that only its owner can read. The file gets its name only when it is
 * complete and synced. The last line is computed here, from the SHA-256 of all other lines. An existing file is not
 * replaced (`backup-exists`). Returns the size of the file in bytes.
 */
export async function writeBackupFile(
  file: string,
  lines: AsyncIterable<Line[]>,
  counts: () => { rows: number; files: number },
): Promise<number> {
  const path = resolve(file)
  if (existsSync(path)) throw new BackupError('backup-exists', `${path} exists already. Name a file that does not.`)
  const partial = `${path}.partial`
  try {
    // `flush` syncs the file before it is closed. Only after that is it renamed to its final name.
    const target = createWriteStream(partial, { flags: 'w', mode: 0o600, flush: true })
    await pipeline(Readable.from(encoded(lines, counts)), createGzip({ level: 3 }), target)
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

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
