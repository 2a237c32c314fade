import type { ListedFlight } from './passenger-list.ts'

/** An invented reservation of one person, with its booking details. */
export interface Booked {
  locator: string
  surname: string
  given: string
  /** For example `1984-03-14`. */
  birth?: string
  document?: string
  issuer?: string
  phone?: string
  email?: string
  /** Vendor, digits and expiry of the card: `VI:XXXXXXXXXXXX2198:0427`. */
  card?: string
  /** Street, place, postal code. */
  address?: [string, string, string]
}
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const hour = 3_600_000

/** Writes a PNRGOV push (11.1) with these reservations, as sent 48 hours before a flight. */
export function reservationPush(flight: ListedFlight, booked: readonly Booked[], reference: string): string {
  const local = new Date(flight.departsAt.getTime() + hour)
  const [year, month, date] = [0, 2, 4].map((from) => stamp(local).slice(from, from + 2))
  // TVL writes the day before the month and the year.
  const [day, minute] = [`${date}${month}${year}`, stamp(local).slice(6)]
  const leg = `TVL+${day}:${minute}:${day}:${minute}+${flight.from}+${flight.to}+${flight.carrier}+${flight.number}`
  const now = stamp(new Date())
  const segments = [
    `UNH+1+PNRGOV:11:1:IA+E2E${reference}+01:F`,
    'MSG+:22',
    `ORG+${flight.carrier}:OSL`,
    leg,
    `EQN+${booked.length}`,
    ...booked.flatMap((one) => ['SRC', ...reservation(one, flight.carrier), `${leg}:Y`, 'RPI+1+HK']),
  ]
  return [
    `UNB+IATA:1+${flight.carrier}+NORLAND+${now.slice(0, 6)}:${now.slice(6)}+${reference}`,
    ...segments,
    `UNT+${segments.length + 1}+1`,
    `UNZ+1+${reference}`,
    '',
  ].join("'")
}

function reservation(one: Booked, carrier: string): string[] {
  const [year, month, day] = (one.birth ?? '').split('-')
  const born = year && month && day ? `${day}${months[Number(month) - 1]}${year.slice(2)}` : ''
  const [street, place, postal] = one.address ?? []
  return [
    `RCI+${carrier}:${one.locator}::011126:1200`,
    ...(one.phone === undefined ? [] : [`IFT+4:28::${carrier}+CTCM ${one.phone}`]),
    ...(one.email === undefined ? [] : [`SSR+CTCE:HK:1:${carrier}:::::${one.email.toUpperCase().replace('@', '//')}`]),
    ...(street === undefined ? [] : [`ADD++702:${street}:${place}:::NOR:${postal}`]),
    `TIF+${one.surname}+${one.given}:A:1`,
    ...(one.document === undefined
      ? []
      : [
          `SSR+DOCS:HK:1:${carrier}:::::/P/${one.issuer}/${one.document}/${one.issuer}/${born}/M/01JAN32/${one.surname}/${one.given}`,
        ]),
    ...(one.card === undefined ? [] : ['TKT+9380329133355:T:1', `FOP+CC::227.51:${one.card}`]),
  ]
}

/** Formats the minute of a time as `2611241435`, with a two-digit year. */
const stamp = (at: Date): string => at.toISOString().slice(2, 16).replaceAll(/[-T:]/g, '')
