import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { PassengerList, ReservationPush, TravelReading } from '@entente/contracts'
import { readTravel } from '@entente/readers'
import { readInputFile } from '../../command/input-file.ts'
import { print } from '../../command/output.ts'

/**
 * Reads files and prints their readings. The exit status is 1 if something is quarantined; after findings it is 0. Fails with `file-not-found` or
 * `file-unreadable` before printing.
 */
export function readFiles(files: readonly string[], json: boolean): 0 | 1 {
  const inputs = files.map((file) => ({ file, bytes: readInputFile(file) }))
  let status: 0 | 1 = 0
  for (const { file, bytes } of inputs) {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const reading = readTravel(bytes, {
      file: file === '-' ? '-' : basename(file),
      sha256,
      receivedAt: new Date().toISOString(),
    })
    if (reading.outcome !== 'read') status = 1
    print(json ? `${JSON.stringify(reading)}\n` : `${summarise(reading).join('\n')}\n`)
  }
  return status
}

/** Describes a reading as text: its type, number of people, and findings with their positions. */
function summarise(reading: TravelReading): string[] {
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
