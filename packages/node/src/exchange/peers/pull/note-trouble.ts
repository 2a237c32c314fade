import { sql } from 'kysely'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { PeerFault } from '../requests/peer-fault.ts'
import type { PageFault } from './check-page.ts'

type Deps = Pick<CoreDeps, 'store' | 'member'>
const intent = { action: 'peer.serve', type: 'config.change', impersonal: true } as const
const alarming = new Set(['feed-broken', 'log-too-large'])

/** Records why a peer's log cannot be read. A log that breaks its rules or its limits raises an alarm. */
export async function noteTrouble(
  deps: Deps,
  member: string,
  trouble: string,
  detail: PageFault | string | null = null,
): Promise<void> {
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    const changed = await tx.db
      .updateTable('peer')
      .set({ trouble, trouble_since: sql<Date>`coalesce(trouble_since, ${tx.now})` })
      .where('member', '=', member)
      .where(sql<boolean>`trouble is distinct from ${trouble}`)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return tx.leavesNoEntry()
    tx.note({ what: 'trouble with a member', trouble, detail })
    if (alarming.has(trouble)) await raiseAlarm(tx, trouble, `peer:${member}`, { detail })
    await tx.announce('peer.changed', member, 1)
  })
}

/** Runs a check of the limits, and records and reports a peer that exceeds them. */
export async function keepingLimits<T>(deps: Deps, member: string, check: () => T): Promise<T> {
  try {
    return check()
  } catch (error) {
    if (error instanceof PeerFault) await noteTrouble(deps, member, error.code, error.detail)
    throw error
  }
}

/** Records and reports a log that breaks its rules or its limits. Throws PeerFault. */
export async function refuseLog(
  deps: Deps,
  member: string,
  code: 'feed-broken' | 'log-too-large',
  detail: PageFault | string,
): Promise<never> {
  await noteTrouble(deps, member, code, detail)
  throw new PeerFault(code, detail)
}
