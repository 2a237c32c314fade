import { createHmac, randomBytes } from 'node:crypto'
import { readKeyFile } from './key-file.ts'

const file = 'draw.key'
const keyBytes = 32

/** Makes the secret keys of draws. */
export interface DrawKeys {
  /** Returns the key of one draw, 32 bytes: HMAC-SHA-256 (RFC 2104) of a label that names its use and its time. */
  of(label: string): Buffer
}

/**
 * Opens the file `draw.key` of 32 random bytes in the keys folder, which is made at the first start. All nodes with this file make
 * the same keys, and a restored backup makes them again (decision 0063). The bytes of the file never leave this function. Throws if the
 * file is damaged.
 */
export function openDrawKeys(dataRoot: string): DrawKeys {
  const { file: path, key: secret } = readKeyFile(dataRoot, file, () => randomBytes(keyBytes))
  if (secret.length !== keyBytes)
    throw new Error(`${path} is damaged: ${keyBytes} bytes are expected. Restore it from your backup.`)
  return { of: (label) => createHmac('sha256', secret).update(label).digest() }
}
