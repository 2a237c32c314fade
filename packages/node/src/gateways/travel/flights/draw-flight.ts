import { defineSentences, type FlightState, type Text } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { FlightProgress, FlightTable } from '../store/schema.ts'
import { instantOf } from './local-time.ts'
import { filledSlots } from './push-slots.ts'
import { type FlightMessageRow, type Transmission, transmissionsOf } from './transmissions.ts'

export type FlightRow = Selectable<FlightTable>
export interface DrawnFlight {
  departure: string | null
  arrival: string | null
  departs_at: Date | null
  declared: number | null
  /** The state without regard to `to_check`, which takes its place on the board. */
  state: Exclude<FlightState, 'check'>
  /** Whether a person must look at the numbers: the messages are all there, but do not agree. */
  to_check: boolean
  progress: FlightProgress
  missing: string | null
}

const lists = { passengers: 'passenger list', crew: 'crew list', reservations: 'push of reservations' } as const
/** What a remark is about: a list of passengers or crew, or a push of reservations. */
type Listed = keyof typeof lists

/** The English remarks about a flight by key. The desk's texts of this gateway have the same keys. */
export const flightRemarkEnglish = {
  'travel.remarks.unnamed': () => 'The messages do not name the flight.',
  'travel.remarks.noList': () => 'No passenger list by departure.',
  'travel.remarks.noPush': ({ hours }: { hours: number }) => `No reservations by ${hours} h before departure.`,
  'travel.remarks.lastPart': ({ listed, count }: { listed: Listed; count: number }) =>
    `The last part of the ${lists[listed]} has not arrived (${count} received).`,
  'travel.remarks.parts': ({ listed, parts, of }: { listed: Listed; parts: string; of: number }) =>
    `Part ${parts} of ${of} of the ${lists[listed]} has not arrived.`,
  'travel.remarks.fewerNamed': ({ listed, count, of }: { listed: Listed; count: number; of: number }) =>
    `The ${lists[listed]} names ${count} of ${of} people.`,
  'travel.remarks.nobody': () => 'The passenger list names nobody.',
  'travel.remarks.more': ({ count, of }: { count: number; of: number }) =>
    `More people than declared: ${count} read, ${of} declared.`,
  'travel.remarks.fewer': ({ count, of }: { count: number; of: number }) =>
    `Fewer people than declared: ${count} read, ${of} declared.`,
  'travel.remarks.boarded': ({ count, of }: { count: number; of: number }) =>
    `Closed with ${count} on board, ${of} were expected.`,
} as const
/** Makes a remark by its key. */
const remark = defineSentences(flightRemarkEnglish)

/** Hours before departure at which reservations are due. A passenger list is due at departure. */
export const dueHours = { reservations: 24 }
/** MSG function of a push of every reservation. */
const everyReservation = '22'
/** The read and the declared number of people may differ by so much; beyond either, a person must look. */
const tolerated = { people: 5, share: 0.2 }
const closings = new Set(['266:CL', '266:CLNB', '266:CLOB'])
/** BGM functions that change single people of a list, or the flight: such a message is not a full list. */
const partial = /^745:(CP|XR|RP)$|^266|^336:H$/

/**
 * Computes a flight as the board shows it from its row, its messages, the number of expected travellers, and the time.
 */
export function drawFlight(
  flight: FlightRow,
  messages: readonly FlightMessageRow[],
  people: number,
  now: Date,
): DrawnFlight {
  const times = timesOf(flight, messages)
  const all = transmissionsOf(messages)
  const whole = all.filter(
    (t) => t.kind === 'PAXLST' && !partial.test(t.function ?? '') && t.rows.some((r) => r.channel !== 'interactive'),
  )
  // Each carrier of a codeshare lists its own people: the newest list of each sender counts.
  const passengers = newestPerSender(whole.filter((t) => t.rows.some((row) => !row.crew_only)))
  const crew = newestPerSender(whole.filter((t) => t.rows.every((row) => row.crew_only)))
  const pushes = all.filter((t) => t.kind === 'PNRGOV')
  const full = newestPerSender(pushes.filter((t) => t.function === everyReservation))
  const closing = all.filter((t) => closings.has(t.function ?? ''))
  const cancelling = all.find((t) => t.function === '266:XF')
  // A crew list alone does not state how many passengers to expect.
  const declared = passengers.length === 0 ? null : sum([...passengers, ...crew].map(declaredBy))

  const gaps = [
    ...passengers.map((list) => gapOf('passengers', list)),
    ...crew.map((list) => gapOf('crew', list)),
    ...full.map((push) => gapOf('reservations', push)),
  ].filter((gap) => gap !== null)
  const hours = times.departs_at === null ? null : (times.departs_at.getTime() - now.getTime()) / 3_600_000
  const noList = passengers.length === 0 && hours !== null && hours <= 0
  const noPush = pushes.length === 0 && hours !== null && hours <= dueHours.reservations
  const state: DrawnFlight['state'] =
    cancelling !== undefined
      ? 'cancelled'
      : closing.length > 0
        ? 'closed'
        : passengers.length === 0
          ? noList || noPush
            ? 'late'
            : gaps.length > 0
              ? 'incomplete'
              : 'expected'
          : gaps.length > 0
            ? 'incomplete'
            : 'complete'

  const shown = [...passengers, ...crew, ...full].find((t) => !t.complete) ?? passengers.at(-1) ?? full.at(-1)
  const listed = passengers.filter((list) => list.complete).map(lastReceived)
  const progress: FlightProgress = {
    lists: whole.length,
    pushes: pushes.length,
    people,
    findings: messages.reduce((n, row) => n + row.findings, 0),
    slots: filledSlots(all, times.departs_at),
    ...(shown === undefined
      ? {}
      : { parts: { numbers: shown.received, final: shown.expected, since: shown.since.toISOString() } }),
    ...(listed.length > 0 ? { listAt: new Date(Math.max(...listed)).toISOString() } : {}),
    ...(closing.length === 0
      ? {}
      : { closedAt: (closing[0] as Transmission).preparedAt.toISOString(), closeOut: closeOut(closing, people) }),
    ...(cancelling === undefined ? {} : { cancelledAt: cancelling.preparedAt.toISOString() }),
  }
  const ended = state === 'cancelled'
  const doubts =
    state === 'complete'
      ? doubtsAbout(passengers, people, declared)
      : state === 'closed' && progress.closeOut?.boarded === 0 && progress.closeOut.expected > 0
        ? differenceOf(progress.closeOut)
        : []
  const remarks: Text[] = ended
    ? []
    : [
        ...(flight.carrier === '' || flight.number === '' ? [remark('travel.remarks.unnamed')] : []),
        ...(noList ? [remark('travel.remarks.noList')] : []),
        ...(noPush ? [remark('travel.remarks.noPush', { hours: dueHours.reservations })] : []),
        ...gaps,
        ...(state === 'complete' ? doubts : []),
        ...(progress.closeOut === undefined ? [] : differenceOf(progress.closeOut)),
      ]
  const said = { to_check: doubts.length > 0, missing: remarks.map(({ text }) => text).join(' ') || null }
  return { ...times, declared, state, progress: remarks.length === 0 ? progress : { ...progress, remarks }, ...said }
}

/** Says why the numbers of a flight with all its messages need a person. A list that names nobody may have lost its people. */
function doubtsAbout(passengers: readonly Transmission[], people: number, declared: number | null): Text[] {
  const listed = passengers.flatMap(({ rows }) => rows).reduce((n, row) => n + row.people, 0)
  if (listed === 0) return [remark('travel.remarks.nobody')]
  if (declared === null) return []
  const apart = Math.abs(people - declared)
  if (apart <= tolerated.people && apart <= declared * tolerated.share) return []
  return [remark(`travel.remarks.${people > declared ? 'more' : 'fewer'}`, { count: people, of: declared })]
}

/** Takes the times of the schedule; without a schedule, the times of the newest message that states any. */
function timesOf(
  flight: FlightRow,
  messages: readonly FlightMessageRow[],
): Pick<DrawnFlight, 'departure' | 'arrival' | 'departs_at'> {
  const { departure, arrival, departs_at } = flight
  if (flight.scheduled) return { departure, arrival, departs_at }
  const newest = [...messages]
    .sort(
      (a, b) =>
        b.prepared_at.getTime() - a.prepared_at.getTime() || Buffer.compare(a.position, b.position) || a.unit - b.unit,
    )
    .filter((row) => row.departure !== null)[0]
  const arriving = newest?.arrival ?? messages.find((row) => row.arrival !== null)?.arrival ?? null
  const local = newest?.departure ?? null
  return {
    departure: local,
    arrival: arriving,
    departs_at: local === null ? null : instantOf(local, flight.from_zone ?? 'UTC'),
  }
}

/**
 * Returns the number of people that a list declares. Each part declares its own number, or all parts declare the total.
 */
function declaredBy(list: Transmission): number | null {
  const stated = list.rows.flatMap((row) => (row.declared === null ? [] : [row.declared]))
  if (stated.length === 0) return null
  const same = stated.length > 1 && stated.every((n) => n === stated[0])
  const beyondOwn = list.rows.some((row) => row.declared !== null && row.declared > row.people)
  const parted = list.rows.length > 1 || list.expected !== 1
  return parted && beyondOwn && (same || stated.length === 1) ? Math.max(...stated) : (sum(stated) as number)
}

function gapOf(listed: Listed, transmission: Transmission): Text | null {
  const { received, expected, complete, rows } = transmission
  if (!complete) {
    if (expected === null) return remark('travel.remarks.lastPart', { listed, count: received.length })
    const absent = Array.from({ length: Math.min(expected, 99) }, (_, i) => i + 1).filter((n) => !received.includes(n))
    return remark('travel.remarks.parts', { listed, parts: absent.slice(0, 5).join(', '), of: expected })
  }
  const people = rows.reduce((n, row) => n + row.people, 0)
  const declared = transmission.kind === 'PAXLST' ? declaredBy(transmission) : null
  if (declared === null || people >= declared) return null
  return remark('travel.remarks.fewerNamed', { listed, count: people, of: declared })
}

function closeOut(closing: readonly Transmission[], people: number): { expected: number; boarded: number | null } {
  const last = closing.at(-1) as Transmission
  const listed = last.rows.reduce((n, row) => n + row.people, 0)
  const declared = sum(last.rows.map((row) => row.declared))
  if (last.function === '266:CLNB') return { expected: people + listed, boarded: people }
  if (last.function === '266:CLOB') return { expected: people, boarded: listed > 0 ? listed : declared }
  return { expected: people, boarded: declared }
}

function differenceOf({ expected, boarded }: { expected: number; boarded: number | null }): Text[] {
  if (boarded === null || boarded === expected) return []
  return [remark('travel.remarks.boarded', { count: boarded, of: expected })]
}

const lastReceived = (list: Transmission): number => Math.max(...list.rows.map((row) => row.received_at.getTime()))

function newestPerSender(transmissions: readonly Transmission[]): Transmission[] {
  return [...new Map(transmissions.map((transmission) => [transmission.senderId, transmission])).values()]
}

function sum(counts: readonly (number | null)[]): number | null {
  const stated = counts.filter((count) => count !== null)
  return stated.length === 0 ? null : stated.reduce((n, count) => n + count, 0)
}
