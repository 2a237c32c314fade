import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Returns the folder of keys under the data root. A backup includes it. */
export const keysFolder = (dataRoot: string): string => join(dataRoot, 'keys')

/** Reads a key of the node, or makes it at the first start: mode 0600, on disk before it is used. */
export function readKeyFile(dataRoot: string, name: string, make: () => Uint8Array): { file: string; key: Buffer } {
  const file = join(keysFolder(dataRoot), name)
  if (!existsSync(file)) writeKeyFile(dataRoot, name, make())
  return { file, key: readFileSync(file) }
}

/** Writes a key atomically: under another name until it is complete, then in place of the old one. */
export function writeKeyFile(dataRoot: string, name: string, key: Uint8Array): void {
  const folder = keysFolder(dataRoot)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, name)
  const unfinished = `${file}.new`
  const handle = openSync(unfinished, 'w', 0o600)
  writeSync(handle, key)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(unfinished, file)
  // The folder is synced as well: without this key no subject can be found by its identifiers any more.
  const directory = openSync(folder, 'r')
  fsyncSync(directory)
  closeSync(directory)
}
