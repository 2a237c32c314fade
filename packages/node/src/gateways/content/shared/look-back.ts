import { sql } from 'kysely'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { signalAccessSql } from '../../../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { enqueueRetro } from '../store/enqueue-retro.ts'

/**
 * Compares earlier uploads with the signals of a changed agreement that may be matched now: while it was suspended they
 * matched nothing.
 */
export async function lookBack(deps: Pick<CoreDeps, 'store' | 'member'>, signalIds: readonly string[]): Promise<void> {
  const intent = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
  await systemAccess(deps, 'content-safety').transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const matching = { member: deps.member.id, role: 'system', action: 'match', purpose: 'content-safety' } as const
    const rows = await tx.db
      .selectFrom('item_signal as s')
      .innerJoin('signal as g', 'g.id', 's.signal_id')
      .select('s.number')
      .where(sql<boolean>`s.signal_id = any(${signalIds}::uuid[])`)
      .where(signalAccessSql({ ...matching, now: tx.now, table: 'g' }))
      .execute()
    if (rows.length > 0)
      await enqueueRetro(
        tx,
        rows.map(({ number }) => number),
        { cause: 'agreement-changed' },
      )
  })
}
