import { signalAccessSql } from '../../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { RematchDeps } from './compare-again.ts'
import { rematchSignals } from './rematch-signals.ts'
import { identityKinds } from './signal-entry.ts'

/**
 * Task `expire-signals`: what still rests on signals that may not be matched any more (their use, lawful basis or agreement has ended, nobody verified them
 * for too long) is looked at again. Matching itself asks the access decision, so such a signal hits nobody even before this ran; this closes the cases that
 * it alone supported.
 */
export async function expireSignals(deps: RematchDeps): Promise<void> {
  const now = deps.clock()
  const matching = { member: deps.member.id, role: 'system', action: 'match', purpose: 'any' } as const
  const intent = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
  const expired = await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    return (
      tx.db
        .selectFrom('signal as s')
        .innerJoin('hit as h', 'h.signal_id', 's.id')
        .select('s.id')
        .distinct()
        .where('s.status', '=', 'active')
        // Signals of other kinds are looked up by their gateways.
        .where('s.kind', 'in', [...identityKinds])
        .where((e) => e.not(signalAccessSql({ ...matching, now, table: 's' })))
        .where('h.withdrawn_at', 'is', null)
        .limit(5000)
        .execute()
    )
  })
  if (expired.length > 0) await rematchSignals(deps, { signalIds: expired.map((row) => row.id), cause: 'expiry' })
}
