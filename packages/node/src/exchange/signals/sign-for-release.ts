import type { Signal } from '@entente/contracts'
import { type NodeKey, signObject } from '../../safeguards/keys/index.ts'

/**
 * Returns a signal in the form in which it leaves the node, with its owner's signature. A signal of this member without
 * a signature by the current key is signed now. The signature has the date of the version, so that one version always
 * gives the same bytes under one key. Returns null for another member's signal without a signature, because it cannot be passed on.
 */
export function signedForRelease(signal: Signal, own: string, key: NodeKey): Signal | null {
  if (signal.owner !== own) return signal.signature === null ? null : signal
  // Each node computes expiry by its own clock, so the signature does not cover it.
  const released: Signal = { ...signal, status: signal.status === 'withdrawn' ? 'withdrawn' : 'active' }
  if (signal.signature?.keyId === key.keyId) return released
  return { ...released, signature: signObject(key, 'entente/signal/v1', released, new Date(signal.modifiedAt)) }
}
