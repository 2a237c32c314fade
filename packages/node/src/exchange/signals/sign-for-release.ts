import type { Signal } from '@entente/contracts'
import { type NodeKey, signObject } from '../../safeguards/keys/index.ts'

/**
 * A signal as it leaves: signed by its owner. One's own that is not signed yet, or under a key that is no longer this node's, is signed as of its version, so
 * that the same version is the same bytes whenever it is asked for. Null for one of another member that carries no signature: it cannot be passed on.
 */
export function signedForRelease(signal: Signal, own: string, key: NodeKey): Signal | null {
  if (signal.owner !== own) return signal.signature === null ? null : signal
  // Expiry is told by each side's clock, and is no part of what was said.
  const said: Signal = { ...signal, status: signal.status === 'withdrawn' ? 'withdrawn' : 'active' }
  if (signal.signature?.keyId === key.keyId) return said
  return { ...said, signature: signObject(key, 'entente/signal/v1', said, new Date(signal.modifiedAt)) }
}
