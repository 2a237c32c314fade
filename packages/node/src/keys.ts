import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { keysFolder } from './config.ts'

/** Reads the key of the blind index, or makes it at the first start: 32 random bytes, 0600, durable before it is used. */
export function readIndexKey(dataRoot: string): Buffer {
  const folder = keysFolder(dataRoot)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'index.key')
  if (!existsSync(file)) {
    const unfinished = `${file}.new`
    const handle = openSync(unfinished, 'w', 0o600)
    writeSync(handle, randomBytes(32))
    fsyncSync(handle)
    closeSync(handle)
    renameSync(unfinished, file)
    // Its place in the folder too: a key that is gone after a power cut would leave every traveller without their own statements.
    const directory = openSync(folder, 'r')
    fsyncSync(directory)
    closeSync(directory)
  }
  const key = readFileSync(file)
  if (key.length !== 32) throw new Error(`${file} is damaged: 32 bytes are expected. Restore it from your backup.`)
  return key
}
