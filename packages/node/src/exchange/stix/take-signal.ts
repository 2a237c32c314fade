import type { Signal } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'

/** What became of a whole signed signal that came by another way than from its owner's node. */
export type Taken =
  | { outcome: 'created' | 'updated' | 'unchanged' | 'withdrawn' }
  | { outcome: 'refused'; code: string; message: string }

/** Takes one: only signed by its owner, and only where an agreement lets this member hold it. */
export type TakeSignal = (tx: Tx, signal: Signal) => Promise<Taken>
