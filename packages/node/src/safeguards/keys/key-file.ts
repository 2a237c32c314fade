import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Returns the folder for keys below the data root. A backup includes this folder. */
export const keysFolder = (dataRoot: string): string => join(dataRoot, 'keys')

/**
 * Reads a key of the node, or creates it at the first start. The file has mode 0600 and is on disk before the key is
 * used.
 */
export function readKeyFile(dataRoot: string, name: string, make: () => Uint8Array): { file: string; key: Buffer } {
  const file = join(keysFolder(dataRoot), name)
  if (!existsSync(file)) writeKeyFile(dataRoot, name, make())
  return { file, key: readFileSync(file) }
}

/** Writes a key atomically: first to a file with another name, which then replaces the old file. */
export function writeKeyFile(dataRoot: string, name: string, key: Uint8Array): void {
  const file = join(keysFolder(dataRoot), name)
  const folder = dirname(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unfinished = `${file}.new`
  const handle = openSync(unfinished, 'w', 0o600)
  writeSync(handle, key)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(unfinished, file)
  // Sync the folder too: if this key were lost, no subject could be found by its identifiers any more.
  const directory = openSync(folder, 'r')
  fsyncSync(directory)
  closeSync(directory)
}
