import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { clocksUnder } from '../../safeguards/retention/clocks-of.ts'
import { regimeAt } from '../../safeguards/retention/regimes.ts'
import { openEvidence, sealEvidence } from './open-request.ts'
import { evidenceEnd } from './redress-clocks.ts'
import {
  answerClasses,
  isOverdue,
  openWords,
  type RedressAnswer,
  type RequestRow,
  requestAccess,
  wordClasses,
} from './redress-row.ts'

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

/** Ends a request: its words are kept for the time of its regime, and the files that show who the person is for 30 days. */
export async function closeRequest(tx: Tx, row: RequestRow, answer: RedressAnswer): Promise<void> {
  const { deleteAt } = clocksUnder(regimeAt('redress', row.received_at), {
    ...{ receivedAt: row.received_at, concludedAt: tx.now },
  })
  const clocks = requestAccess({ regime: row.regime, delete_at: deleteAt })
  const words = openWords(tx, row)
  await tx.db
    .updateTable('redress_request')
    .set({
      ...{ state: 'closed', closed_at: tx.now, delete_at: deleteAt },
      ...{ b: tx.seal(row.id, words, wordClasses, clocks).b, answer: tx.seal(row.id, answer, answerClasses, clocks).b },
    })
    .where('id', '=', row.id)
    .execute()
  const until = evidenceEnd(tx.now)
  const files = await tx.db.selectFrom('redress_evidence').selectAll().where('request_id', '=', row.id).execute()
  for (const file of files) {
    const raw = sealEvidence(tx, file.id, openEvidence(tx, file), until)
    await tx.db.updateTable('redress_evidence').set({ raw, delete_at: until }).where('id', '=', file.id).execute()
  }
}
