import { createHash } from 'node:crypto'
import { createGunzip } from 'node:zlib'
import { codeOf } from '../postgres/errors.ts'
import { BackupError, damaged, unreadable } from './errors.ts'
import { type Line, Mark, type Row } from './format.ts'
import { openBackup } from './open-backup.ts'

const newline = 10
const pieceSize = 256 * 1024
/** No backup contains a longer line. The limit prevents a damaged file from filling the memory. */
const longestLine = 256 * 1024 * 1024

/**
 * Reads the lines of a backup file in batches. The last line must be `end` with the right SHA-256. An encrypted file is opened with
 * `identities`. Errors: `backup-unreadable` if the file cannot be opened; `backup-damaged` with the number of the line;
 * `identity-missing`, `identity-wrong`.
 */
export async function* readBackupFile(file: string, identities: readonly string[]): AsyncGenerator<Line[]> {
  const hash = createHash('sha256')
  let ended = false
  let number = 0
  for await (const batch of splitLines(file, identities)) {
    yield batch.map((bytes) => {
      number++
      if (ended) throw damaged(file, `line ${number} follows its end`)
      const line = parseLine(file, bytes, number)
      if (typeof line === 'object' && 'kind' in line && line.kind === 'end') {
        if (line.sha256 !== hash.digest('hex')) throw damaged(file, 'its SHA-256 is not the one it was written with')
        ended = true
      } else {
        hash.update(bytes)
      }
      return line
    })
  }
  if (!ended) throw damaged(file, 'its end is missing')
}

function parseLine(file: string, bytes: Buffer, number: number): Line {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw damaged(file, `line ${number} is not JSON`)
  }
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    if (value.every((item) => item === null || typeof item === 'string')) return value as Row
    throw damaged(file, `line ${number} is no row`)
  }
  const mark = Mark.safeParse(value)
  if (mark.success) return mark.data
  if (number === 1 && typeof value === 'object' && value !== null && 'format' in value && value.format !== undefined) {
    throw new BackupError(
      'backup-version',
      `${file} has the format ${String(value.format)}, which this release does not read. Nothing was restored.`,
    )
  }
  throw damaged(file, `line ${number} is none that a backup has`)
}

/** Yields the lines of a file with their line ends. Each batch contains the lines of one piece read from the file. */
async function* splitLines(file: string, identities: readonly string[]): AsyncGenerator<Buffer[]> {
  const source = await openBackup(file, identities)
  const plain = createGunzip({ chunkSize: pieceSize })
  source.on('error', (error) => plain.destroy(error))
  source.pipe(plain)
  let parts: Buffer[] = []
  let buffered = 0
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      const lines: Buffer[] = []
      let from = 0
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
        parts.push(chunk.subarray(from, at + 1))
        lines.push(parts.length === 1 ? chunk.subarray(from, at + 1) : Buffer.concat(parts))
        parts = []
        buffered = 0
        from = at + 1
      }
      if (lines.length > 0) yield lines
      parts.push(chunk.subarray(from))
      buffered += chunk.length - from
      if (buffered > longestLine) throw damaged(file, 'a line is too long')
    }
  } catch (error) {
    const code = codeOf(error)
    if (error instanceof BackupError) throw error
    if (code?.startsWith('Z_')) throw damaged(file, 'it is not a complete gzip file')
    throw unreadable(file, error)
  } finally {
    source.destroy()
    plain.destroy()
  }
  if (buffered > 0) throw damaged(file, 'its last line is cut off')
}
