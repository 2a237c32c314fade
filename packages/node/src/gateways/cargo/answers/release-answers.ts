import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { deliverCargoAnswerJob, releaseAnswersJob } from '../store/jobs.ts'
import type { CargoAnswerTable } from '../store/schema.ts'

/** Time for deliveries to a filer that does not answer. */
const giveUpMs = 72 * 3_600_000
/** The most answers that one transaction releases. */
const mostReleased = 500

type Waiting = Pick<Selectable<CargoAnswerTable>, 'id'> & { stale: boolean; callback_url: string | null }

/**
 * Job `release-cargo-answers`: gives the answers to one filer that are due their sequences, and starts their delivery. An AC
 * on a version that is no longer the newest, or on a consignment under review, is dropped instead. The filer's counter is
 * locked first, so sequences follow the commits, and a filer that pulls misses none. Answers that are due later have a job of their
 * own, and the job of each minute finds those that are late.
 */
export async function releaseAnswers(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  { senderId }: { senderId: string },
): Promise<void> {
  const intent = { action: 'record.write', type: 'answer.sent', ref: `sender:${senderId}`, impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const last = await lockCounter(tx, senderId)
    const waiting = await waitingOf(tx, senderId)
    const stale = waiting.filter((row) => row.stale).map(({ id }) => id)
    const released = waiting.filter((row) => !row.stale)
    if (stale.length > 0)
      await tx.db
        .updateTable('cargo_answer')
        .set({ replaced_at: tx.now })
        .where((e) => e('id', '=', e.fn.any(e.val(stale))))
        .execute()
    if (released.length > 0) {
      await numberThem(tx, senderId, last, released)
      await tx.log({
        type: 'answer.sent',
        ref: `sender:${senderId}`,
        count: released.length,
        details: { released: true },
      })
    }
    if (waiting.length === mostReleased)
      return tx.enqueue(releaseAnswersJob, { senderId }, { jobKey: `release:${senderId}` })
  })
}

async function lockCounter(tx: Tx, senderId: string): Promise<number> {
  const row = await tx.db
    .insertInto('cargo_answer_counter')
    .values({ sender_id: senderId, last: 0 })
    .onConflict((conflict) =>
      conflict.column('sender_id').doUpdateSet((e) => ({ last: e.ref('cargo_answer_counter.last') })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return Number(row.last)
}

async function waitingOf(tx: Tx, senderId: string): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select a.id, s.callback_url, a.result = 'AC' and (a.version < c.version or exists (
      select from case_file k where k.subject_id = c.id and k.ended_at is null and k.delete_at > ${tx.now} and k.state <> 'closed'
        and not exists (select from decision d where d.case_id = k.id and d.reopened_at is null))) as stale
    from cargo_answer a join cargo_consignment c on c.id = a.consignment_id join sender s on s.id = a.sender_id
    where a.sender_id = ${senderId} and a.sequence is null and a.replaced_at is null and a.release_at <= ${tx.now}
    order by a.number limit ${mostReleased}`.execute(tx.db)
  return rows.map((row) => ({ ...row, stale: row.stale === true }))
}

async function numberThem(tx: Tx, senderId: string, last: number, released: readonly Waiting[]): Promise<void> {
  const ids = released.map(({ id }) => id)
  const giveUpAt = new Date(tx.now.getTime() + giveUpMs)
  await sql`update cargo_answer a set sequence = ${last}::bigint + n.place, give_up_at = ${giveUpAt}
    from unnest(${ids}::uuid[]) with ordinality as n (id, place) where a.id = n.id`.execute(tx.db)
  await tx.db
    .updateTable('cargo_answer_counter')
    .set({ last: last + ids.length })
    .where('sender_id', '=', senderId)
    .execute()
  for (const { id, callback_url: url } of released)
    if (url !== null) await tx.enqueue(deliverCargoAnswerJob, { answerId: id }, { jobKey: `deliver-cargo:${id}` })
}
