import type { Signal } from '@entente/contracts'
import { type NodeKey, signObject } from '../../safeguards/keys/index.ts'

/**
 * Returns a signal as it leaves the node, signed by its owner. This member's own signal is signed now if it has no
 * signature by the current key, dated as of its version, so that one version always gives the same bytes. Returns null
 * for another member's signal without a signature: it cannot be passed on.
 */
export function signedForRelease(signal: Signal, own: string, key: NodeKey): Signal | null {
  if (signal.owner !== own) return signal.signature === null ? null : signal
  // Each side computes expiry with its own clock; the signature does not cover it.
  const released: Signal = { ...signal, status: signal.status === 'withdrawn' ? 'withdrawn' : 'active' }
  if (signal.signature?.keyId === key.keyId) return released
  return { ...released, signature: signObject(key, 'entente/signal/v1', released, new Date(signal.modifiedAt)) }
}
