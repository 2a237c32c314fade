import type { Signal } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'

/** The outcome of importing a signed signal that did not come from its owner's node. */
export type Taken =
  | { outcome: 'created' | 'updated' | 'unchanged' | 'withdrawn' }
  | { outcome: 'refused'; code: string; message: string }

/** Imports such a signal if its owner signed it and an agreement lets this member have it. */
export type TakeSignal = (tx: Tx, signal: Signal) => Promise<Taken>
