import type { PassengerList } from '@entente/contracts'
import { toAscii } from '@entente/readers'
import type { AnswerSent } from '../../../pipeline/gateway/gateway.ts'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import type { TravellerState } from '../crossing/traveller-state.ts'
import { deliverAnswerJob } from '../store/jobs.ts'
import { type AskedPerson, answerCodesOf, type RequestFacts } from './answer-content.ts'
import { answerText } from './answer-text.ts'
import { ownReferences } from './own-references.ts'
import { answered, judgePeople } from './re-answer.ts'
import { storeAnswer } from './store-answer.ts'
import { writeAnswer } from './write-answer.ts'

/** Time for deliveries if the departure is not known. */
const withoutDepartureMs = 24 * 3_600_000

/**
 * Notifies the sender of the newest message about a traveller of a decision, though it did not ask: a decision that
 * requires a check or refuses boarding has no effect if the carrier does not know it. A decision to let board is not
 * sent. The notification has only that sender's own references. Returns false if there was nothing to send or the
 * flight has left.
 */
export async function notifyUnasked(tx: Tx, travellerId: string): Promise<boolean> {
  const made = await prepareNotice(tx, travellerId)
  if (made === null) return false
  const { message, flight, outcome, content } = made
  const id = storeAnswer(tx, message, {
    kind: 'unsolicited',
    content,
    outcomes: [outcome],
    flightId: flight.id,
    timedOut: false,
    answeredInMs: null,
    giveUpAt: flight.departs_at ?? new Date(tx.now.getTime() + withoutDepartureMs),
  })
  await tx.enqueue(deliverAnswerJob, { answerId: id }, { jobKey: `deliver:${id}` })
  return true
}

/**
 * Returns the notification that would be sent about a planted traveller, as of the decision. It has the same reference each time that it is
 * shown. Nothing is stored.
 */
export async function wouldNotify(tx: Tx, travellerId: string): Promise<(AnswerSent & { outcome: string }) | null> {
  const made = await prepareNotice(tx, travellerId, true)
  if (made === null) return null
  const { outcome, notice, content, sender, at } = made
  const deliveredAt = new Date(at.getTime() + 1500)
  return {
    ...{ id: outcome.decision?.id ?? travellerId, at: at.toISOString(), kind: 'unsolicited', outcome: outcome.outcome },
    text: answerText({ outcome: outcome.outcome, code: notice.code, basis: outcome.basis }),
    body: content.body,
    deliveredAt: sender.callback_url !== null && deliveredAt <= tx.now ? deliveredAt.toISOString() : null,
  }
}

/** Writes the notification of now, or as of the decision. Returns null if there is nothing to notify of, or the flight has left. */
async function prepareNotice(tx: Tx, travellerId: string, atDecision = false) {
  const traveller = await tx.db.selectFrom('traveller').selectAll().where('id', '=', travellerId).executeTakeFirst()
  if (traveller === undefined || traveller.state === 'removed' || traveller.merged_into !== null) return null
  const flight = await tx.db
    .selectFrom('flight')
    .selectAll()
    .where('id', '=', traveller.flight_id)
    .executeTakeFirstOrThrow()
  const opened = tx.openIfAllowed<TravellerState>(traveller as PersonalRow)
  if (opened === undefined || opened.masked) return null
  const person = personOf(travellerId, opened.value)
  const message = await tx.db
    .selectFrom('message as m')
    .innerJoin('statement as s', 's.message_id', 'm.id')
    .selectAll('m')
    .where('s.traveller_id', '=', travellerId)
    .where('s.current', '=', true)
    .orderBy('m.received_at', 'desc')
    .orderBy('m.id')
    .limit(1)
    .executeTakeFirst()
  if (message === undefined) return null
  const [outcome] = await judgePeople(tx, message.sender_id, [person])
  if (outcome === undefined || outcome.basis !== 'decision' || outcome.outcome === 'ok-to-board') return null
  const decision = atDecision ? outcome.decision : null
  const at = decision === null ? tx.now : new Date(decision.confirmedAt ?? decision.proposedAt)
  if (flight.departs_at !== null && flight.departs_at <= at) return null
  const sender = await tx.db
    .selectFrom('sender')
    .selectAll()
    .where('id', '=', message.sender_id)
    .executeTakeFirstOrThrow()
  const own = { ...person, ...(await ownReferences(tx, travellerId, sender.id)) }
  const notice = answered(own, outcome, answerCodesOf(sender))
  const request: RequestFacts = {
    list: listOf(flight, message.access_reference),
    interchange: { sender: interchangeName(sender.name), ...unstated },
    envelope: { group: false, transactionRevision: null },
  }
  const reference = decision?.id.replaceAll('-', '').slice(0, 14).toUpperCase()
  const content = { ...writeAnswer('unsolicited', request, [notice], at, reference), request, people: [notice] }
  return { message, flight, sender, outcome, notice, content, at }
}

/** The person as merged from all sources, because the decision is about the merged record. */
function personOf(travellerId: string, { person, documents }: TravellerState): AskedPerson {
  return {
    pointer: '/people/0',
    uniqueReference: null,
    recordLocator: null,
    surname: person.surname,
    given: person.given,
    birthDate: person.birthDate,
    documentNumbers: documents.map((document) => document.number).filter((number) => number !== null),
    travellerIds: [travellerId],
  }
}

const unstated = { recipient: null, reference: null, prepared: null, applicationReference: null }
/** Recipient of an interchange, which UNB 3 requires: 35 characters at most. */
const interchangeName = (name: string): string => toAscii(name).toUpperCase().slice(0, 35).trim()

/**
 * Builds the header of the answer without a request: the flight, and the access reference of the newest message about
 * the traveller.
 */
function listOf(
  flight: {
    carrier: string
    number: string
    origin: string
    destination: string
    departure: string | null
    arrival: string | null
  },
  accessReference: string | null,
): PassengerList {
  return {
    type: 'PAXLST',
    dialect: 'un',
    version: 'D:05B:UN:IATA',
    reference: null,
    accessReference,
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
