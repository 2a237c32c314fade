import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { isOverdue } from './redress-row.ts'

/**
 * Task `watch-redress`: raises an alarm for each request that nobody took up, or nobody decided, in time, and for an answer that says neither whose
 * end has come. Deletes ended requests and files at their time.
 */
export async function watchRedress(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'redress.carry-out', type: 'retention.delete', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    const open = await tx.db.selectFrom('redress_request').selectAll().where('outcome', 'is', null).execute()
    for (const row of open)
      if (isOverdue(row, tx.now))
        await raiseAlarm(tx, 'redress-overdue', `redress:${row.reference}`, {
          records: [row.due_at <= tx.now ? 'decide' : 'acknowledge'],
        })
    const over = await tx.db
      .selectFrom('redress_request')
      .select('reference')
      .where('basis_until', '<=', tx.now)
      .where('delete_at', '>', tx.now)
      .execute()
    for (const { reference } of over) await raiseAlarm(tx, 'redress-basis-over', `redress:${reference}`, {})
    const files = await tx.db.deleteFrom('redress_evidence').where('delete_at', '<=', tx.now).executeTakeFirst()
    const requests = await tx.db
      .deleteFrom('redress_request')
      .where('delete_at', '<=', tx.now)
      .where('closed_at', 'is not', null)
      .executeTakeFirst()
    const deleted = Number(files.numDeletedRows) + Number(requests.numDeletedRows)
    if (deleted === 0) return tx.leavesNoEntry()
    tx.counted(deleted)
    tx.note({ what: 'redress', files: Number(files.numDeletedRows), requests: Number(requests.numDeletedRows) })
  })
}
