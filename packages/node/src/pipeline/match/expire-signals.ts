import { systemDoor } from '../../safeguards/access/system.ts'
import type { RematchDeps } from './compare-again.ts'
import { rematchSignals } from './rematch-signals.ts'

/**
 * Task `expire-signals`: what still rests on signals whose use, or whose lawful basis, has ended is looked at again. Matching itself asks the time, so an
 * expired signal hits nobody even before this ran; this closes the cases that it alone supported.
 */
export async function expireSignals(deps: RematchDeps): Promise<void> {
  const now = deps.clock()
  const act = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
  const expired = await systemDoor(deps, null).act(act, async (tx) => {
    tx.leavesNoEntry()
    return (
      tx.db
        .selectFrom('signal as s')
        .innerJoin('hit as h', 'h.signal_id', 's.id')
        .select('s.id')
        .distinct()
        .where('s.status', '=', 'active')
        // Uploads that hashes and addresses found are their gateway's to look at.
        .where('s.kind', 'not in', ['media-hash', 'url'])
        .where('s.usable_until', '<=', now)
        .where('h.withdrawn_at', 'is', null)
        .limit(5000)
        .execute()
    )
  })
  if (expired.length > 0) await rematchSignals(deps, { signalIds: expired.map((row) => row.id), cause: 'expiry' })
}
