import type { BoardFlight, FlightDetail } from '@entente/contracts'
import type { FindItem, HeldAnswer } from '../../../app/gateway.ts'
import { weekday } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { text } from '../texts/index.ts'

const listed = '/v1/travel/flights'

/** Names the flights and people that the answers in this tab hold. Masked people have no name, so they are left out. */
export function heldTravel(answers: readonly HeldAnswer[]): FindItem[] {
  const flights = answers
    .filter(({ path }) => path === listed || path.startsWith(`${listed}/`))
    .flatMap(({ items }) => items as readonly (BoardFlight | FlightDetail)[])
  return [
    ...new Map(flights.map((flight) => [flight.key, flightItem(flight)])).values(),
    ...flights.flatMap((flight) => ('passengers' in flight ? flight.passengers.flatMap(personItem(flight)) : [])),
  ]
}

const nameOf = ({ carrier, number, from, to }: BoardFlight): string => `${carrier} ${number} ${from}→${to}`
const flightItem = (flight: BoardFlight): FindItem => ({
  type: 'flight',
  to: paths.flight(flight.key),
  label: nameOf(flight),
  facts: text('travel.find.flight', {
    day: flight.departure === null ? null : weekday(flight.departure.slice(0, 10)),
    time: flight.departure?.slice(11, 16) ?? '',
    people: flight.people,
    declared: flight.declared,
  }),
})

const personItem =
  (flight: FlightDetail) =>
  (person: FlightDetail['passengers'][number]): FindItem[] => {
    if (person.masked) return []
    return [
      {
        type: 'person',
        to: person.caseId === null ? paths.record(person.travellerId) : paths.case(person.caseId),
        label: person.label,
        detail: [person.caseReference, nameOf(flight), person.document].filter(Boolean).join(' · '),
      },
    ]
  }
