import type { PassengerList, ReservationPush, TravelReading } from '@entente/contracts'
import { readTravel } from '@entente/readers'
import type { FileReader } from '../../command/command-gateway.ts'

/** Reads passenger lists and reservations, and every file that no other gateway recognises. */
export const fileReader: FileReader<TravelReading> = { read: readTravel, describe }

/** Describes a reading as text: its type, number of people, and findings with their positions. */
function describe(reading: TravelReading): string[] {
  const { findings } = reading
  return [
    `${reading.file ?? 'input'}: ${reading.format ?? 'unknown'}, ${reading.outcome}, ${reading.bytes} bytes`,
    ...reading.messages.flatMap((message) =>
      message.type === 'PAXLST' ? describeList(message) : describePush(message),
    ),
    ...reading.quarantined.map((q) => `  quarantined: bytes ${q.from} to ${q.to}, ${q.reason}`),
    ...(findings.length === 0 ? ['  no findings'] : [`  ${findings.length} findings`]),
    ...findings.map((f) => {
      const where = f.position === null ? '' : ` segment ${f.position.segment} (${f.position.tag})`
      return `    ${f.severity.padEnd(7)} ${f.code}${where}: ${f.message}`
    }),
  ]
}

function describeList(list: PassengerList): string[] {
  const flights = list.flights.map((f) =>
    `${f.carrier ?? '?'}${f.number ?? '?'} ${f.from ?? '?'}-${f.to ?? '?'} ${f.departure ?? ''}`.trim(),
  )
  return [
    `  passenger list ${list.reference ?? ''}: ${list.counts.people} people, ${list.counts.crew} of them crew; ${flights.join(', ') || 'no flight'}`,
  ]
}

function describePush(push: ReservationPush): string[] {
  const people = push.reservations.reduce((n, reservation) => n + reservation.people.length, 0)
  const f = push.flight
  const flight =
    f === null
      ? 'no flight'
      : `${f.carrier ?? '?'}${f.number ?? '?'} ${f.from ?? '?'}-${f.to ?? '?'} ${f.departure ?? ''}`.trim()
  return [
    `  reservations ${push.reference ?? ''} (function ${push.function ?? '?'}): ${push.reservations.length} with ${people} people; ${flight}`,
    ...describeHistory(push),
  ]
}

/** Counts what the histories of the reservations contain. Nothing in them is current. */
function describeHistory({ reservations }: ReservationPush): string[] {
  const count = (field: 'names' | 'documents' | 'contacts' | 'addresses' | 'legs'): number =>
    reservations.reduce((sum, { history }) => sum + history[field].length, 0)
  const counts = {
    ...{ names: count('names'), documents: count('documents'), contacts: count('contacts') },
    ...{ addresses: count('addresses'), flights: count('legs') },
  }
  const parts = Object.entries(counts).flatMap(([what, many]) => (many === 0 ? [] : [`${many} ${what}`]))
  return parts.length === 0 ? [] : [`    history: ${parts.join(', ')}`]
}
