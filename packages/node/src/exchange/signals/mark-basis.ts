import type { Signal } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { readPeople } from '../../safeguards/access/grants.ts'

/**
 * Returns a lawful basis that says whether one person uses every account of this node. The mark is part of the signed signal, so every
 * copy that leaves the node has it. A mark in the given basis counts for nothing.
 */
export async function markBasis(
  tx: Pick<Tx, 'db'>,
  { reference, validUntil }: Omit<Signal['lawfulBasis'], 'people'>,
): Promise<Signal['lawfulBasis']> {
  const people = await readPeople(tx.db)
  return { reference, validUntil, ...(people === 'single-operator' && { people }) }
}
