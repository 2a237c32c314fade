import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { announceToOversight } from './announce-to-oversight.ts'

/** Two sign-ins in one browser within this time raise the alarm if one person then confirms the other. */
const withinMinutes = 10

/**
 * Raises the alarm `same-browser` if the actor and one of the people whom the actor confirms signed in with one browser within ten
 * minutes, in the last 24 hours: one human may have used both accounts. It refuses nothing, because two people may share a computer. On a
 * node of one person it raises nothing. `ref` names the case or the change; none of the people can acknowledge the alarm.
 */
export async function noteSameBrowser(
  tx: { db: Kysely<Schema>; now: Date; actor: { person: string } },
  others: readonly string[],
  ref: string,
): Promise<void> {
  const { rows } = await sql<{ person: string }>`
    select distinct b.person_id as person from session s
    join account a on a.id = s.account_id
    join session t on t.browser_hash = s.browser_hash
      and t.created_at between s.created_at - make_interval(mins => ${withinMinutes}) and s.created_at + make_interval(mins => ${withinMinutes})
    join account b on b.id = t.account_id
    where a.person_id = ${tx.actor.person} and b.person_id = any(${[...others]}::uuid[]) and b.person_id <> a.person_id
      and s.created_at > ${tx.now}::timestamptz - interval '24 hours'
      and not exists (select from founding where single_operator)`.execute(tx.db)
  if (rows.length === 0) return
  const people = [tx.actor.person, ...rows.map(({ person }) => person)]
  await announceToOversight(tx.db, 'same-browser', ref, tx.now, people)
}
