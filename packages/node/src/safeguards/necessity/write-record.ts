import { randomUUID } from 'node:crypto'
import type { NecessityRecord, NewNecessityRecord } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../access/access-store.ts'
import { addDuration } from '../retention/durations.ts'
import { stopLiftedTopic } from '../stops/set-stop.ts'
import { readRecord, readSubjects } from './read-necessity.ts'
import { isPast } from './switch-on.ts'

/** What is compared with signals: its record states how many wrong and missed matches are acceptable. */
const isMatched = ({ type }: { type: string }): boolean => ['gateway', 'list', 'source'].includes(type)

/**
 * Writes a record as a draft, in place of an earlier draft about the same thing. Errors: `body-invalid` with the field, for what this node
 * does not have, an end that is past or later than 12 months, an impact assessment of the future or whose validity is over, and a missing
 * error budget.
 */
export async function writeRecord(
  tx: Tx,
  { subject, validUntil, ...body }: NewNecessityRecord,
  kinds: readonly string[],
): Promise<NecessityRecord> {
  const wrong = (at: string, detail: string) => fail('body-invalid', { at, detail })
  const known = await readSubjects(tx, kinds)
  if (!known.some(({ type, id }) => type === subject.type && id === subject.id))
    throw wrong('/subject/id', `This node has no ${subject.type} ${subject.id.slice(0, 80)} that needs a record.`)
  const until = new Date(validUntil)
  if (until <= tx.now || until > addDuration(tx.now, 'P12M'))
    throw wrong('/validUntil', 'A record ends in the future, and after 12 months at the latest.')
  const { impactAssessment, errorBudget } = body
  if (impactAssessment.date > tx.now.toISOString().slice(0, 10))
    throw wrong('/impactAssessment/date', 'The date of the impact assessment is in the future.')
  if (isPast(impactAssessment.validUntil, tx.now))
    throw wrong('/impactAssessment/validUntil', 'The validity of this impact assessment is over.')
  if (isMatched(subject) && errorBudget === null)
    throw wrong('/errorBudget', 'State which shares of wrong and of missed matches are acceptable.')
  await sql`update necessity_record set ended_at = ${tx.now}
    where subject_type = ${subject.type} and subject_id = ${subject.id} and approved_at is null and ended_at is null`.execute(
    tx.db,
  )
  const id = randomUUID()
  await tx.db
    .insertInto('necessity_record')
    .values({
      ...{ id, subject_type: subject.type, subject_id: subject.id, body: JSON.stringify(body) },
      ...{ impact_until: impactAssessment.validUntil, valid_until: until },
      ...{ written_by: tx.actor.person, written_at: tx.now },
    })
    .execute()
  tx.about(`necessity:${id}`)
  tx.note({ what: 'written', subject: `${subject.type}:${subject.id}`, until: until.toISOString() })
  await tx.announce('necessity.changed', id, 0)
  return readRecord(tx, id)
}

/**
 * Approves a record as the second person. It ends the former record of the same thing, and switches the thing on. Everything
 * that a lapse left uncompared is compared then. Errors: `not-found`, `change-state` for a record that was replaced or whose time is over,
 * `already-confirmed`, `same-person`, `impact-assessment-expired`.
 */
export async function approveRecord(tx: Tx, id: string): Promise<NecessityRecord> {
  const row = await tx.db
    .selectFrom('necessity_record')
    .selectAll()
    .select(sql<string>`impact_until::text`.as('impact_day'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.approved_at !== null) throw fail('already-confirmed')
  if (row.ended_at !== null || row.valid_until <= tx.now) throw fail('change-state')
  if (row.written_by === tx.actor.person) throw fail('same-person')
  if (isPast(row.impact_day, tx.now)) throw fail('impact-assessment-expired')
  const { subject_type, subject_id } = row
  const { rows: before } = await sql<{ on: boolean }>`
    select is_necessity_on(${subject_type}, ${subject_id}) as on`.execute(tx.db)
  await sql`update necessity_record set ended_at = ${tx.now} where subject_type = ${subject_type} and subject_id = ${subject_id}
    and approved_at is not null and ended_at is null`.execute(tx.db)
  const approval = { approved_by: tx.actor.person, approved_at: tx.now }
  await tx.db.updateTable('necessity_record').set(approval).where('id', '=', id).execute()
  await tx.db
    .insertInto('necessity_gate')
    .values({ subject_type, subject_id, on_at: tx.now, lapsed_at: null })
    .onConflict((conflict) =>
      conflict
        .columns(['subject_type', 'subject_id'])
        .doUpdateSet({ draft_until: null, lapsed_at: null, reminded: null }),
    )
    .execute()
  if (before[0]?.on !== true) await tx.enqueue(stopLiftedTopic, { stopId: id })
  tx.note({ what: 'approved', subject: `${subject_type}:${subject_id}`, until: row.valid_until.toISOString() })
  await tx.announce('necessity.changed', id, 0)
  return readRecord(tx, id)
}

/** Writes a note of oversight on a record. Error: `not-found`. */
export async function noteRecord(tx: Tx, id: string, text: string): Promise<NecessityRecord> {
  await readRecord(tx, id)
  await tx.db
    .insertInto('necessity_note')
    .values({ id: randomUUID(), record_id: id, person_id: tx.actor.person, at: tx.now, text })
    .execute()
  await tx.announce('necessity.changed', id, 0)
  return readRecord(tx, id)
}
