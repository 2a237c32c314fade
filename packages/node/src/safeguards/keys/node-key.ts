import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { readKeyFile } from './key-file.ts'

/**
 * The Ed25519 key with which a node signs in its member's name. Its private part never leaves this object, except to a
 * library that signs by itself.
 */
export interface NodeKey {
  /** First 16 hex digits of the SHA-256 of the raw public key. */
  readonly keyId: string
  /** The public key as 32 raw bytes. */
  readonly publicKey: Buffer
  sign(bytes: Uint8Array): Buffer
  /** The private key, for a library that signs by itself. */
  readonly privateKey: KeyObject
}

export const nodeKeyFile = 'node.key'

/**
 * Reads the node's own key, which is created at the first start. It is stored as `node.key` in the keys folder (PKCS
 * #8, mode 0600). Throws if the file is damaged: the key must then be restored from a backup and is never replaced by a
 * new one.
 */
export function readNodeKey(dataRoot: string): NodeKey {
  const { file, key } = readKeyFile(dataRoot, nodeKeyFile, newPrivateKey)
  try {
    return nodeKeyOf(key)
  } catch {
    throw new Error(`${file} is damaged: an Ed25519 key in PKCS #8 is expected. Restore it from your backup.`)
  }
}

/** Generates a new private key in the form in which it is stored. */
export const newPrivateKey = (): Buffer =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })

/** Returns a key from the bytes of its file. Throws if they are not an Ed25519 key. */
export function nodeKeyOf(pkcs8: Buffer): NodeKey {
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key')
  const publicKey = rawPublicKey(createPublicKey(privateKey))
  const made = { keyId: keyIdOf(publicKey), publicKey, sign: (bytes: Uint8Array) => sign(null, bytes, privateKey) }
  // The property is not enumerable, so that printing or logging this object does not show the private key.
  return Object.defineProperty(made, 'privateKey', { value: privateKey, configurable: true }) as NodeKey
}

export const keyIdOf = (publicKey: Uint8Array): string =>
  createHash('sha256').update(publicKey).digest('hex').slice(0, 16)

/** Returns the raw public key: the last 32 bytes of its SubjectPublicKeyInfo (RFC 8410). */
const rawPublicKey = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(-32)

const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')
/** Returns the public key with which signatures are checked, from its 32 raw bytes. */
export const publicKeyOf = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' })
