import { createHash } from 'node:crypto'
import { damaged } from './errors.ts'
import type { Header, Line, Mark, OnProgress } from './format.ts'
import { readBackupFile } from './read-file.ts'
import { createRowDigest } from './row-digest.ts'
import { tableName } from './tables.ts'

export interface CheckedBackup {
  header: Header
  /** Maps each table, as `schema.table`, to the digest of its rows. */
  digests: Map<string, string>
  files: { path: string; sha256: string }[]
  rows: number
}

/**
 * Reads a whole backup file and checks that it is complete: the order of its lines, the counts, the digests of tables
 * and files, and the SHA-256. Throws the same errors as `readBackupFile`.
 */
export async function checkBackup(
  file: string,
  identities: readonly string[],
  onProgress?: OnProgress,
): Promise<CheckedBackup> {
  const digests = new Map<string, string>()
  const files: CheckedBackup['files'] = []
  let header: Header | null = null
  let rows = 0
  let table: { at: Header['tables'][number]; digest: ReturnType<typeof createRowDigest> } | null = null
  let open: { path: string; hash: ReturnType<typeof createHash>; bytes: number } | null = null

  const wrong = (line: Line): Error => damaged(file, `${describe(line)} stands where it cannot`)
  for await (const batch of readBackupFile(file, identities)) {
    for (const line of batch) {
      if (!header) {
        if (!isMark(line) || line.kind !== 'header') throw damaged(file, 'it has no header')
        header = line
      } else if (Array.isArray(line)) {
        if (!table || line.length !== table.at.columns.length) throw wrong(line)
        table.digest.add(line)
        if (++rows % 1000 === 0) onProgress?.({ step: 'checking', what: tableName(table.at), rows, of: total(header) })
      } else if (typeof line === 'string') {
        if (!open) throw wrong(line)
        const piece = Buffer.from(line, 'base64')
        open.hash.update(piece)
        open.bytes += piece.length
      } else if (line.kind === 'table') {
        const at = header.tables[digests.size]
        if (table || open || !at || tableName(at) !== tableName(line)) throw wrong(line)
        table = { at, digest: createRowDigest() }
      } else if (line.kind === 'table-end') {
        if (!table) throw wrong(line)
        const { at, digest } = table
        if (line.rows !== digest.rows || at.rows !== digest.rows || line.digest !== digest.value()) {
          throw damaged(file, `the rows of ${tableName(at)} are not the ones it was written with`)
        }
        digests.set(tableName(at), digest.value())
        table = null
      } else if (line.kind === 'file') {
        if (table || open) throw wrong(line)
        open = { path: line.path, hash: createHash('sha256'), bytes: 0 }
      } else if (line.kind === 'file-end') {
        const sha256 = open?.hash.digest('hex')
        if (!open || sha256 !== line.sha256 || open.bytes !== line.bytes)
          throw damaged(file, `the file ${open?.path ?? ''} in it is not whole`)
        files.push({ path: open.path, sha256 })
        open = null
      } else if (table || open || line.kind === 'header') {
        throw wrong(line)
      } else if (
        line.kind === 'end' &&
        (digests.size !== header.tables.length || line.rows !== rows || line.files !== files.length)
      ) {
        throw damaged(file, 'it holds less than it says')
      }
    }
  }
  if (!header) throw damaged(file, 'it is empty')
  return { header, digests, files, rows }
}

const total = (header: Header): number => header.tables.reduce((sum, table) => sum + table.rows, 0)
export const isMark = (line: Line): line is Mark => typeof line === 'object' && !Array.isArray(line)
const describe = (line: Line): string =>
  isMark(line) ? `a line "${line.kind}"` : Array.isArray(line) ? 'a row' : 'a piece of a file'
