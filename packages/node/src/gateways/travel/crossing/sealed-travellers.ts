import type { Tx } from '../../../safeguards/access/access-store.ts'

/** The sealed record of a traveller, as a transaction writes it. */
interface SealedTraveller {
  a: Buffer | null
  b: Buffer
}

const sealedBy = new WeakMap<Tx, Map<string, SealedTraveller>>()

/**
 * Keeps the sealed records that a transaction writes until it ends. Matching opens them in the same transaction, under the same access
 * decision, and need not read back from the database what it was just sent.
 */
export function keepSealed(tx: Tx, id: string, sealed: SealedTraveller): void {
  const known = sealedBy.get(tx)
  if (known === undefined) sealedBy.set(tx, new Map([[id, sealed]]))
  else known.set(id, sealed)
}

/** Returns the sealed records that this transaction wrote, by traveller. */
export const sealedIn = (tx: Tx): ReadonlyMap<string, SealedTraveller> => sealedBy.get(tx) ?? none
const none: ReadonlyMap<string, SealedTraveller> = new Map()
