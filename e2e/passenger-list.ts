/** An invented passenger as a carrier states them. */
export interface Listed {
  surname: string
  given: string
  /** For example `1984-03-14`. */
  birth: string
  document: string
  /** Issuing state of the document, and nationality, as three letters. */
  issuer: string
  seat?: string
  sex?: 'F' | 'M'
  /** If it differs from the issuing state. */
  nationality?: string
  birthPlace?: string
}
/** A flight from a place that is always in UTC+1, such as Tunis or Algiers, so that tests can distinguish local time from UTC. */
export interface ListedFlight {
  carrier: string
  number: string
  from: string
  to: string
  departsAt: Date
}

/** Returns the local day of departure, by which the board sorts flights. */
export const dayOf = (flight: ListedFlight): string =>
  new Date(flight.departsAt.getTime() + zoneHours * hour).toISOString().slice(0, 10)

const zoneHours = 1
const flightHours = 3
const hour = 3_600_000

/** Writes a PAXLST (UN dialect, D.05B) about these people, as sent at check-in. */
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
      ...(person.birthPlace === undefined ? [] : [`LOC+180+:::${person.birthPlace}`]),
      `NAT+2+${person.nationality ?? person.issuer}`,
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

/** Formats the minute of a time as `2611241435`, with a two-digit year. */
const minutes = (at: number): string => new Date(at).toISOString().slice(2, 16).replaceAll(/[-T:]/g, '')
