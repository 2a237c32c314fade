import { createHash } from 'node:crypto'
import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../postgres/errors.ts'
import type { Line } from './format.ts'

/**
 * Lists the files that belong to the database: the bodies of large messages, and the keys. The root key and the keys of epochs are left
 * out: without them a backup opens no sealed record, and one that is old opens none that was erased (decision 0084). The paths are
 * relative to the data root and sorted.
 */
export function listDataFiles(dataRoot: string): string[] {
  return ['keys', 'raw']
    .flatMap((folder) => below(dataRoot, folder))
    .filter((path) => path !== 'keys/root.key' && !path.startsWith('keys/epoch/'))
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
    // A file has the extension `.new` until it is completely written.
    return entry.isFile() && !entry.name.endsWith('.new') ? [path] : []
  })
}

const readFolder = (path: string) =>
  readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))

/**
 * Yields the lines that represent a file in a backup. Yields nothing for a file that no longer exists: retention
 * deleted it after the snapshot.
 */
export async function* readDataFile(dataRoot: string, path: string): AsyncGenerator<Line[]> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    // Read pieces whose size is a multiple of 3, so that base64 adds no padding between them.
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
