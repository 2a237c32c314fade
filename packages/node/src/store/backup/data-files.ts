import { createHash } from 'node:crypto'
import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../postgres/errors.ts'
import type { Line } from './format.ts'

/** Lists the files that belong to the database: bodies of large messages, and the keys. Paths relative to the data root, sorted. */
export function listDataFiles(dataRoot: string): string[] {
  return ['keys', 'raw'].flatMap((folder) => below(dataRoot, folder))
}

function below(dataRoot: string, folder: string): string[] {
  let entries: ReturnType<typeof readFolder>
  try {
    entries = readFolder(join(dataRoot, folder))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return below(dataRoot, path)
    // A file has this extension until it is completely written.
    return entry.isFile() && !entry.name.endsWith('.new') ? [path] : []
  })
}

const readFolder = (path: string) =>
  readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))

/** Yields a file's lines in a backup. A file that is gone by now was deleted by retention after the snapshot, and yields none. */
export async function* readDataFile(dataRoot: string, path: string): AsyncGenerator<Line[]> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    // A multiple of 3, so that the pieces are base64 without padding.
    for await (const piece of createReadStream(join(dataRoot, path), {
      highWaterMark: 3 * 256 * 1024,
    }) as AsyncIterable<Buffer>) {
      if (bytes === 0) yield [{ kind: 'file', path }]
      hash.update(piece)
      bytes += piece.length
      yield [piece.toString('base64')]
    }
  } catch (error) {
    if (bytes === 0 && codeOf(error) === 'ENOENT') return
    throw error
  }
  if (bytes === 0) yield [{ kind: 'file', path }]
  yield [{ kind: 'file-end', bytes, sha256: hash.digest('hex') }]
}
