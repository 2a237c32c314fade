import type { PassengerList, TravelReading } from '@entente/contracts'
import { readRequestEnvelope } from '@entente/readers'
import type { AskedPerson, RequestFacts } from '../answers/answer-content.ts'

export interface Asked {
  request: RequestFacts
  people: AskedPerson[]
}

/**
 * Extracts the people of a request in order, and the parts that the answer repeats; null if the request is not a
 * readable passenger list.
 */
export function askedIn(reading: TravelReading, bytes: Uint8Array): Asked | null {
  if (reading.outcome === 'quarantined') return null
  const lists = reading.messages.flatMap((message, unit) =>
    message.type === 'PAXLST' ? [{ list: message, unit }] : [],
  )
  const first = lists[0]
  if (first === undefined) return null
  const request = { ...unreadableRequest(reading, bytes), list: { ...first.list, people: [] } }
  return { request, people: lists.flatMap(({ list, unit }) => peopleOf(list, unit)) }
}

/** Extracts the parts that an answer repeats of a request without a readable list. */
export function unreadableRequest(reading: TravelReading, bytes: Uint8Array): RequestFacts {
  return { list: null, interchange: reading.interchange, envelope: readRequestEnvelope(bytes) }
}

function peopleOf(list: PassengerList, unit: number): AskedPerson[] {
  return list.people.map((person, place) => ({
    pointer: `/messages/${unit}/people/${place}`,
    uniqueReference: person.references.uniqueReference,
    recordLocator: person.references.recordLocator,
    surname: person.surname,
    given: person.given,
    birthDate: person.birthDate,
    documentNumbers: person.documents.map((document) => document.number).filter((number) => number !== null),
    travellerIds: [],
  }))
}
