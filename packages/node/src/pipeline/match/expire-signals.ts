import { signalAccessSql } from '../../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { RematchDeps } from './compare-again.ts'
import { rematchSignals } from './rematch-signals.ts'
import { identityKinds } from './signal-entry.ts'

/**
 * Task `expire-signals`: compares cases again whose hits rest on signals that may no longer be used, because their validity, lawful basis
 * or agreement ended or their verification is too old. Matching itself checks access, so such a signal gives no new hits; this task closes
 * the cases that only it supported.
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
        // Gateways look up signals of other kinds themselves.
        .where('s.kind', 'in', [...identityKinds])
        .where((e) => e.not(signalAccessSql({ ...matching, now, table: 's' })))
        .where('h.withdrawn_at', 'is', null)
        .limit(5000)
        .execute()
    )
  })
  if (expired.length > 0) await rematchSignals(deps, { signalIds: expired.map((row) => row.id), cause: 'expiry' })
}
