/** An invented passenger, as a carrier would state one. */
export interface Listed {
  surname: string
  given: string
  /** `1984-03-14`. */
  birth: string
  document: string
  /** Who issued the document, in three letters; also the nationality. */
  issuer: string
  seat?: string
  sex?: 'F' | 'M'
}
/** A flight from a place in UTC+1 all the year, such as Tunis or Algiers, so that a test can tell local times from those of UTC. */
export interface ListedFlight {
  carrier: string
  number: string
  from: string
  to: string
  departsAt: Date
}

/** The day of departure on the clocks of that place: the day under which the board has the flight. */
export const dayOf = (flight: ListedFlight): string =>
  new Date(flight.departsAt.getTime() + zoneHours * hour).toISOString().slice(0, 10)

const zoneHours = 1
const flightHours = 3
const hour = 3_600_000

/** A PAXLST (UN dialect, release 05B) that lists these people, as it is checked in. */
export function passengerList(flight: ListedFlight, people: readonly Listed[], reference: string): string {
  const departure = flight.departsAt.getTime() + zoneHours * hour
  const segments = [
    'UNH+1+PAXLST:D:05B:UN:IATA+E2E',
    'BGM+745',
    `TDT+20+${flight.carrier}${flight.number}+++${flight.carrier}`,
    `LOC+125+${flight.from}`,
    `DTM+189:${minutes(departure)}:201`,
    `LOC+87+${flight.to}`,
    `DTM+232:${minutes(departure + flightHours * hour)}:201`,
    ...people.flatMap((person, place) => [
      `NAD+FL+++${person.surname}:${person.given}`,
      `ATT+2++${person.sex ?? 'M'}`,
      `DTM+329:${person.birth.slice(2).replaceAll('-', '')}`,
      `LOC+178+${flight.from}`,
      `LOC+179+${flight.to}`,
      `NAT+2+${person.issuer}`,
      `RFF+AVF:L${reference.padStart(5, '0').slice(-5)}`,
      `RFF+ABO:R${reference}${place}`,
      ...(person.seat === undefined ? [] : [`RFF+SEA:${person.seat}`]),
      `DOC+P:110:111+${person.document}`,
      'DTM+36:320101',
      `LOC+91+${person.issuer}`,
    ]),
    `CNT+42:${people.length}`,
  ]
  return [
    `UNB+UNOA:4+${flight.carrier}+NORLAND+${minutes(Date.now()).slice(0, 6)}:${minutes(Date.now()).slice(6)}+${reference}`,
    ...segments,
    `UNT+${segments.length + 1}+1`,
    `UNZ+1+${reference}`,
    '',
  ].join("'\r\n")
}

/** `2611241435`: the minute of a date, in two-digit years. */
const minutes = (at: number): string => new Date(at).toISOString().slice(2, 16).replaceAll(/[-T:]/g, '')
