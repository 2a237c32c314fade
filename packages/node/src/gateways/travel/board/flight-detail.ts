import type { FlightDetail } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { findFlights } from '../flights/resolve-flights.ts'
import { listMessages } from '../messages/list-messages.ts'
import { openListed } from '../travellers/open-traveller.ts'
import { caseReferenceOf } from '../travellers/same-booking.ts'
import { boardFlights } from './list-flights.ts'

type Detail = z.infer<typeof FlightDetail>
const mostMessages = 200

/** Reads one flight: its line on the board, the people that the actor may see, and its messages, the newest first. */
export async function flightDetail(tx: Tx, key: string): Promise<Detail> {
  const id = (await findFlights(tx, [key])).get(key)
  if (id === undefined) throw fail('not-found')
  const flight = await tx.db.selectFrom('flight').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  tx.note({ read: `the passenger list of ${flight.carrier} ${flight.number}` })
  const board = (await boardFlights(tx, [flight]))[0] as Detail
  const messages = await listMessages(tx, { flight: flight.key, limit: mostMessages })
  return { ...board, passengers: await passengersOf(tx, id), messages: messages.items }
}

async function passengersOf(tx: Tx, flightId: string): Promise<Detail['passengers']> {
  const rows = await tx.db
    .selectFrom('traveller as t')
    .leftJoin('case_file as c', (join) => join.onRef('c.subject_id', '=', 't.id').on('c.delete_at', '>', tx.now))
    .selectAll('t')
    .select(['c.id as case_id', 'c.number as case_number', 'c.band'])
    .where('t.flight_id', '=', flightId)
    .where('t.merged_into', 'is', null)
    .execute()
  const answers = await tx.db
    .selectFrom('carrier_answer_person as p')
    .innerJoin('carrier_answer as a', 'a.id', 'p.answer_id')
    .distinctOn('p.traveller_id')
    .select(['p.traveller_id', 'p.outcome'])
    .where('p.traveller_id', 'in', (e) =>
      e.selectFrom('traveller').select('id').where('flight_id', '=', flightId).where('merged_into', 'is', null),
    )
    .orderBy('p.traveller_id')
    .orderBy('a.at', 'desc')
    .execute()
  const answered = new Map(answers.map((row) => [row.traveller_id, row.outcome]))
  const passengers: Detail['passengers'] = []
  for (const row of rows) {
    const opened = await openListed(tx, row)
    if (opened === undefined) continue
    const { value, masked } = opened
    const passport = value.documents.find(({ type, number }) => type === 'P' && number !== null)
    passengers.push({
      travellerId: row.id,
      label: value.label ?? '',
      masked,
      role: row.role,
      document: (passport ?? value.documents.find(({ number }) => number !== null))?.number ?? null,
      seat: value.seat,
      state: row.state as Detail['passengers'][number]['state'],
      caseId: row.case_id,
      caseReference: caseReferenceOf(row.case_number),
      band: row.band as Detail['passengers'][number]['band'],
      answer: (answered.get(row.id) ?? null) as Detail['passengers'][number]['answer'],
    })
  }
  return passengers.sort((a, b) => a.label.localeCompare(b.label, 'en') || (a.travellerId < b.travellerId ? -1 : 1))
}
