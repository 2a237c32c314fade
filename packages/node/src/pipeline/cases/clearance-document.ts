import type { RedressDocument } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { noClock } from '../../safeguards/access/clocks.ts'
import { indexNumber } from '../../safeguards/access/index-words.ts'

/** Returns the token of a document, and the key under which it is. The number alone tells nobody apart, so its state belongs to it. */
export function documentToken(tx: Tx, { number, issuer }: RedressDocument): { key: Buffer | null; token: Buffer } {
  const { key, seal } = tx.tokensFor(noClock)
  return { key, token: seal(tx.blind('clearance-document', `${indexNumber(number)}\0${issuer.trim().toUpperCase()}`)) }
}
