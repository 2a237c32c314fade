import { sql } from 'kysely'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'

/**
 * Erases attachments of signals whose retention has ended: task `attachment-clocks`. Withdrawal and the end of access
 * erase at once. Returns how many were erased.
 */
export function eraseExpired(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<number> {
  const details = { what: 'attachments of signals whose time is over' }
  const intent = { action: 'record.write', type: 'retention.delete', impersonal: true, details } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    const gone = await tx.db
      .deleteFrom('signal_attachment')
      .where(sql<boolean>`signal_id in (select s.id from signal s where s.delete_at <= ${tx.now})`)
      .executeTakeFirst()
    const count = Number(gone.numDeletedRows)
    if (count === 0) tx.leavesNoEntry()
    tx.note({ attachments: count })
    return count
  })
}
