import type { PassengerList, ReservationPush, TravelReading } from '@entente/contracts'

/** A reading in lines for a person: what it is, who is in it by count, what was odd and where. */
export function summarise(reading: TravelReading): string[] {
  const { findings } = reading
  return [
    `${reading.file ?? 'input'}: ${reading.format ?? 'unknown'}, ${reading.outcome}, ${reading.bytes} bytes`,
    ...reading.messages.flatMap((message) =>
      message.type === 'PAXLST' ? describeList(message) : describePush(message),
    ),
    ...reading.quarantined.map((q) => `  held back: bytes ${q.from} to ${q.to}, ${q.reason}`),
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
  ]
}
