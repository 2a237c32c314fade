import { randomBytes } from 'node:crypto'
import { readKeyFile } from './safeguards/keys/key-file.ts'

/** Reads the key of the blind index, or creates it at the first start. It has 32 random bytes. */
export function readIndexKey(dataRoot: string): Buffer {
  const { file, key } = readKeyFile(dataRoot, 'index.key', () => randomBytes(32))
  if (key.length !== 32) throw new Error(`${file} is damaged: 32 bytes are expected. Restore it from your backup.`)
  return key
}
