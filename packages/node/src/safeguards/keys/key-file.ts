import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Where keys lie under the data root. They are part of a backup. */
export const keysFolder = (dataRoot: string): string => join(dataRoot, 'keys')

/** Reads a key of the node, or makes it at the first start: 0600, durable before it is used. */
export function readKeyFile(dataRoot: string, name: string, make: () => Uint8Array): { file: string; key: Buffer } {
  const file = join(keysFolder(dataRoot), name)
  if (!existsSync(file)) writeKeyFile(dataRoot, name, make())
  return { file, key: readFileSync(file) }
}

/** Writes a key under a name of its own until it is whole; what lay there is replaced. */
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
  // Sync the folder as well: if the key is lost in a power cut, no subject is found by its identifiers any more.
  const directory = openSync(folder, 'r')
  fsyncSync(directory)
  closeSync(directory)
}
