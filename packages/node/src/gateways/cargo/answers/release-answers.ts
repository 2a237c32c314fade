import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { deliverCargoAnswerJob, releaseAnswersJob } from '../store/jobs.ts'
import type { CargoAnswerTable } from '../store/schema.ts'
import { dropOutdated } from './still-clear.ts'

/** Time for deliveries to a filer that does not answer. */
const giveUpMs = 72 * 3_600_000
/** The most answers that one transaction releases. */
const mostReleased = 500

type Waiting = Pick<Selectable<CargoAnswerTable>, 'id' | 'consignment_id' | 'sender_id' | 'version' | 'result'> & {
  /** A correction that ended before it was asked. */
  over: boolean
  callback_url: string | null
}

/**
 * Job `release-cargo-answers`: gives the answers to one filer that are due their sequences, and starts their delivery. An AC
 * that no longer holds is dropped instead, and a correction waits while people review the consignment. The filer's counter is
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
    const dropped = await dropOutdated(tx, waiting)
    const over = waiting.filter((row) => row.over).map(({ id }) => id)
    const released = waiting.filter((row) => !row.over && !dropped.has(row.id))
    if (over.length > 0)
      await tx.db
        .updateTable('cargo_answer')
        .set({ replaced_at: tx.now })
        .where((e) => e('id', '=', e.fn.any(e.val(over))))
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

/**
 * Locks the counter of a filer and returns its last sequence, at least the milliseconds since 1970. So a node that was
 * restored from a backup gives no sequence again that the filer has.
 */
async function lockCounter(tx: Tx, senderId: string): Promise<number> {
  const row = await tx.db
    .insertInto('cargo_answer_counter')
    .values({ sender_id: senderId, last: 0 })
    .onConflict((conflict) =>
      conflict.column('sender_id').doUpdateSet((e) => ({ last: e.ref('cargo_answer_counter.last') })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return Math.max(Number(row.last), tx.now.getTime())
}

async function waitingOf(tx: Tx, senderId: string): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select a.id, a.consignment_id, a.sender_id, a.version, a.result, s.callback_url, a.event = 'correction-asked' and not exists (
      select from cargo_referral r where r.id = a.referral_id and r.state = 'open') as over
    from cargo_answer a join sender s on s.id = a.sender_id
    where a.sender_id = ${senderId} and a.sequence is null and a.replaced_at is null and a.release_at <= ${tx.now}
      and not (a.event = 'correction-asked' and exists (
        select from case_file k where k.subject_id = a.consignment_id and k.ended_at is null and k.delete_at > ${tx.now}
          and k.state <> 'closed' and not exists (select from decision d where d.case_id = k.id and d.reopened_at is null)))
    order by a.number limit ${mostReleased}`.execute(tx.db)
  return rows
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
