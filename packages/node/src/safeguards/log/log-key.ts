import { formatVerifierKey, keyKinds, type VerifierKey, verifierKey } from '@entente/contracts'
import { type NodeKey, newPrivateKey, nodeKeyOf, readKeyFile } from '../keys/index.ts'
import { nodeLogCrypto } from '../keys/log-crypto.ts'

/** The name of the key's file in the folder of keys. */
export const logKeyFile = 'log.key'

/** The Ed25519 key that signs the checkpoints of the log. */
export interface LogKey {
  /** Returns the verifier key for an origin. The name of the key is the origin. */
  of(origin: string): Promise<VerifierKey & { text: string }>
  sign: NodeKey['sign']
}

/** Reads the key of the log, or creates it at the first start. Throws if the file is damaged: restore it from a backup. */
export function readLogKey(dataRoot: string): LogKey {
  const { file, key } = readKeyFile(dataRoot, logKeyFile, newPrivateKey)
  let parsed: NodeKey
  try {
    parsed = nodeKeyOf(key)
  } catch {
    throw new Error(`${file} is damaged: an Ed25519 key in PKCS #8 is expected. Restore it from your backup.`)
  }
  return {
    sign: parsed.sign,
    async of(origin) {
      const made = await verifierKey(nodeLogCrypto, origin, keyKinds.log, parsed.publicKey)
      return { ...made, text: formatVerifierKey(made) }
    },
  }
}
