import { createHmac, hash, verify } from 'node:crypto'
import type { LogCrypto } from '@entente/contracts'
import { publicKeyOf } from './node-key.ts'

/** The cryptography of the log in Node. */
export const nodeLogCrypto: LogCrypto = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
  verifyEd25519(publicKey, message, signature) {
    try {
      return verify(null, message, publicKeyOf(publicKey), signature)
    } catch {
      return false
    }
  },
}
