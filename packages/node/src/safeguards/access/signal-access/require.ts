import type { SignalAct } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { refusal, type Tx } from '../access-store.ts'
import { judgeSignal, mayKnowOf } from './decide.ts'
import { loadSignalAccess, type SignalAttributeRow } from './load.ts'

/**
 * Refuses an act on a signal unless it is allowed to whoever acts, for the purpose stated. Whoever may know of the signal is told every clause; to anybody else
 * it is not there, after the same questions to the database. Errors: `not-found`, `refused`, `role`, `purpose-missing`.
 */
export async function requireSignalAccess(
  tx: Tx,
  row: SignalAttributeRow | undefined,
  action: SignalAct,
): Promise<void> {
  const { member, role } = tx.actor
  const ask = { actor: { member, role }, action, purpose: tx.purpose, now: tx.now }
  const [input] = await loadSignalAccess(tx.db, row === undefined ? [] : [row], ask)
  if (input === undefined) throw fail('not-found')
  const { allowed, clauses } = judgeSignal(input)
  if (allowed) return
  throw mayKnowOf(member, input) ? refusal(clauses) : fail('not-found')
}
