import type { SignalAct } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { refusal, type Tx } from '../access-store.ts'
import { judgeSignal, mayKnowOf } from './decide.ts'
import { loadSignalAccess, type SignalAttributeRow } from './load.ts'

/**
 * Refuses an act on a signal unless it is allowed to the actor for the stated purpose. An actor who may know of the signal gets every
 * clause; for anybody else the signal does not exist, after the same database queries. Errors: `not-found`, `refused`, `role`,
 * `purpose-missing`.
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
