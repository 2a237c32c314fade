import { randomUUID } from 'node:crypto'
import type { Flight, PassengerList, Person } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type FlightMessageDraft, type NamedFlight, nameFlight } from '../flights/flight-key.ts'
import { identityKeys } from './identity-keys.ts'
import type { Drafts } from './statement-draft.ts'

/**
 * Drafts the statements of a passenger or crew list: one per person and leg. `unit` is the list's position in the
 * reading.
 */
export function draftPassengerList(
  tx: Pick<Tx, 'blind'>,
  list: PassengerList,
  at: { unit: number; messageId: string; findings: number },
  drafts: Drafts,
): void {
  const legs = list.flights.length > 0 ? list.flights : [null]
  const flights = legs.map((flight) => nameFlight(flight, at.messageId))
  const declaredFunction = functionOf(list)
  const messages = flights.map(
    (flight): FlightMessageDraft => ({
      flight,
      aliases: [],
      unit: at.unit,
      kind: 'PAXLST',
      function: declaredFunction,
      accessReference: list.accessReference,
      part: list.part,
      people: 0,
      declared: flights.length === 1 ? (list.control?.declared ?? null) : null,
      crewOnly: list.document?.code === '250' || list.document?.code === '336' || list.control?.qualifier === '41',
      checkIn: false,
      findings: at.findings,
    }),
  )
  for (const [index, person] of list.people.entries()) {
    const travelled = list.flights.length > 0 ? travelledLegs(list.flights, person) : [0]
    const keys = identityKeys(tx, person, person.references.recordLocator)
    for (const leg of travelled) {
      const message = messages[leg] as FlightMessageDraft
      message.people += 1
      drafts.statements.push({
        ...keys,
        id: randomUUID(),
        flightKey: (flights[leg] as NamedFlight).key,
        unit: at.unit,
        source: 'PAXLST',
        function: declaredFunction,
        pointer: `/messages/${at.unit}/people/${index}`,
        reservation: null,
        content: { person, seats: [], bags: [], namesakes: 0 },
      })
    }
  }
  // A list over several legs declares each person once. If everyone travels all legs, the number applies to each leg.
  if (flights.length > 1 && list.control?.declared != null) {
    const declared = list.control.declared
    const everywhere = list.people.every((person) => travelledLegs(list.flights, person).length === flights.length)
    if (everywhere) for (const message of messages) message.declared = declared
  }
  drafts.flights.push(...messages)
}

/** Returns `745`, `745:XR`, `266:CLOB`; null in the US dialect, which has no BGM. */
function functionOf({ document }: PassengerList): string | null {
  if (document?.code == null) return null
  return document.qualifier === null ? document.code : `${document.code}:${document.qualifier}`
}

/**
 * Returns the legs of a passenger list that a person travels, from embarkation to debarkation. If the list states no
 * such place, or one that is not on the route, it returns every leg: a wrong code must not remove anyone from a flight.
 */
function travelledLegs(flights: readonly Flight[], person: Person): number[] {
  const all = flights.map((_, index) => index)
  const first = person.embarkation === null ? 0 : flights.findIndex((flight) => flight.from === person.embarkation)
  if (first < 0) return all
  const last =
    person.debarkation === null
      ? flights.length - 1
      : flights.findIndex((flight, index) => index >= first && flight.to === person.debarkation)
  return last < first ? all : all.slice(first, last + 1)
}
