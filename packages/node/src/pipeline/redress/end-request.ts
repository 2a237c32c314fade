import type { RedressPropagation } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { clocksUnder } from '../../safeguards/retention/clocks-of.ts'
import { regimeAt } from '../../safeguards/retention/regimes.ts'
import { openEvidence, sealEvidence } from './open-request.ts'
import { evidenceEnd, propagationDue } from './redress-clocks.ts'
import {
  answerClasses,
  isOverdue,
  lockRedress,
  openAnswer,
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

/**
 * Counts how far the withdrawals of a request came at the members that had the signals. A member that holds a signal by law gave its reason, and counts
 * as one that confirmed; it stays on the list of its own hold. `isDone`: this node withdrew every signal, and every member confirmed.
 */
export async function propagationOf(tx: Tx, requestId: string): Promise<RedressPropagation & { isDone: boolean }> {
  const { rows } = await sql<{
    status: string | null
    member: string | null
    done: boolean | null
    late: boolean | null
  }>`
    select s.status, d.member, (d.erased_at is not null or d.refused is not null) as done, d.erase_by <= ${tx.now} as late
      from redress_correction c left join signal s on s.id = c.signal_id
      left join erasure_duty d on d.signal_id = c.signal_id and d.cause = 'withdrawal'
      where c.request_id = ${requestId} and c.act = 'withdraw'`.execute(tx.db)
  const duties = rows.filter(({ member }) => member !== null)
  const open = duties.filter(({ done }) => done !== true)
  const overdue = new Set(open.flatMap(({ member, late }) => (late === true && member !== null ? [member] : [])))
  return {
    ...{ recipients: duties.length, receipts: duties.length - open.length, overdue: [...overdue].sort() },
    isDone: open.length === 0 && rows.every(({ status }) => status !== 'active'),
  }
}

/** Ends requests whose corrections arrived everywhere, and raises an alarm for those that take longer than a week. */
export async function followCorrections(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'redress.carry-out', type: 'redress.propagate' } as const
  const open = await systemAccess(deps, null).transaction({ ...intent, impersonal: true }, async (tx) => {
    tx.leavesNoEntry()
    return tx.db.selectFrom('redress_request').select('reference').where('state', '=', 'propagating').execute()
  })
  for (const { reference } of open)
    await systemAccess(deps, 'redress').transaction({ ...intent, ref: `redress:${reference}` }, async (tx) => {
      tx.leavesNoEntry()
      const row = await lockRedress(tx, reference)
      const { isDone, ...propagation } = await propagationOf(tx, row.id)
      if (row.state !== 'propagating') return
      if (isDone) {
        tx.note({ ...propagation })
        return closeRequest(tx, row, openAnswer(tx, row))
      }
      if (row.decided_at !== null && propagationDue(row.decided_at) <= tx.now)
        await raiseAlarm(tx, 'redress-not-propagated', `redress:${reference}`, { records: propagation.overdue })
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
