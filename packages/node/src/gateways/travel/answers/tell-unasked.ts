import type { PassengerList } from '@entente/contracts'
import type { PersonalRow, Tx } from '../../../safeguards/access/door.ts'
import type { TravellerState } from '../crossing/traveller-state.ts'
import type { AnswerCodes, AskedPerson, RequestFacts } from './answer-content.ts'
import { answered, judgePeople } from './re-answer.ts'
import { storeAnswer } from './store-answer.ts'
import { writeAnswer } from './write-answer.ts'

/** How long it is tried where the departure is not known. */
const withoutDepartureMs = 24 * 3_600_000

/**
 * Tells the sender of the newest message about a traveller what was decided, though it never asked: a decision that wants something done (a check, no
 * boarding) is worth nothing to whoever does not hear of it. What lets board is not told unasked. False where nothing was to be told, or the flight has left.
 */
export async function tellUnasked(tx: Tx, travellerId: string): Promise<boolean> {
  const traveller = await tx.db.selectFrom('traveller').selectAll().where('id', '=', travellerId).executeTakeFirst()
  if (traveller === undefined || traveller.state === 'removed' || traveller.merged_into !== null) return false
  const flight = await tx.db
    .selectFrom('flight')
    .selectAll()
    .where('id', '=', traveller.flight_id)
    .executeTakeFirstOrThrow()
  if (flight.departs_at !== null && flight.departs_at <= tx.now) return false
  const { value, masked } = tx.open<TravellerState>(traveller as PersonalRow)
  if (masked) return false
  const person = personOf(travellerId, value)
  const [outcome] = await judgePeople(tx, [person])
  if (outcome === undefined || outcome.basis !== 'decision' || outcome.outcome === 'ok-to-board') return false
  const message = await tx.db
    .selectFrom('message as m')
    .innerJoin('statement as s', 's.message_id', 'm.id')
    .selectAll('m')
    .where('s.traveller_id', '=', travellerId)
    .where('s.current', '=', true)
    .orderBy('m.received_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (message === undefined) return false
  const sender = await tx.db
    .selectFrom('sender')
    .selectAll()
    .where('id', '=', message.sender_id)
    .executeTakeFirstOrThrow()
  const told = answered(person, outcome, sender.answer_codes as AnswerCodes)
  const request: RequestFacts = {
    list: listOf(flight),
    interchange: null,
    envelope: { group: false, transactionRevision: null },
  }
  const id = await storeAnswer(tx, message, {
    kind: 'unsolicited',
    content: { ...writeAnswer('unsolicited', request, [told], tx.now), request, people: [told] },
    outcomes: [outcome],
    flightId: flight.id,
    timedOut: false,
    answeredInMs: null,
    giveUpAt: flight.departs_at ?? new Date(tx.now.getTime() + withoutDepartureMs),
  })
  await tx.enqueue('deliver-answer', { answerId: id }, { jobKey: `deliver:${id}` })
  return true
}

function personOf(travellerId: string, { person, documents, reservations }: TravellerState): AskedPerson {
  return {
    pointer: '/people/0',
    uniqueReference: person.references.uniqueReference,
    recordLocator: person.references.recordLocator ?? reservations[0]?.locator ?? null,
    surname: person.surname,
    given: person.given,
    birthDate: person.birthDate,
    documentNumbers: documents.map((document) => document.number).filter((number) => number !== null),
    travellerIds: [travellerId],
  }
}

/** The flight as the answer names it: there is no request whose words could be repeated. */
function listOf(flight: {
  carrier: string
  number: string
  origin: string
  destination: string
  departure: string | null
  arrival: string | null
}): PassengerList {
  return {
    type: 'PAXLST',
    dialect: 'un',
    version: 'D:05B:UN:IATA',
    reference: null,
    accessReference: null,
    transactionReference: null,
    part: null,
    document: null,
    reportingParty: null,
    control: null,
    flights: [
      {
        carrier: flight.carrier,
        number: flight.number,
        suffix: null,
        from: flight.origin,
        to: flight.destination,
        departure: flight.departure,
        arrival: flight.arrival,
        overflight: false,
      },
    ],
    people: [],
    counts: { people: 0, crew: 0 },
  }
}
