import { defineSentences, type TimelineMark } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { slotsAt } from '../flights/push-slots.ts'
import { findTraveller } from './load-record.ts'

type Mark = Omit<TimelineMark, 'mine'>

/** The English sentences of a traveller's time line by key. The desk's texts of this gateway have the same keys. */
export const travelTimelineEnglish = {
  'travel.timeline.list': () => 'A passenger list came.',
  'travel.timeline.check-in': () => 'A message with check-in data came.',
  'travel.timeline.push': ({ hours }: { hours: number }) => `The reservations of ${hours} h before departure came.`,
  'travel.timeline.update': () => 'Reservations came.',
  'travel.timeline.missing': ({ hours }: { hours: number }) =>
    `The reservations of ${hours} h before departure were due and did not come.`,
  'travel.timeline.missing-check-in': () => 'The message of check-in was due and did not come.',
  'travel.timeline.known.name': () => 'Name',
  'travel.timeline.known.birth-date': () => 'Birth date',
  'travel.timeline.known.document': () => 'Document',
  'travel.timeline.known.booking': () => 'Booking',
  'travel.timeline.known.contact': () => 'Contact details',
  'travel.timeline.known.payment': () => 'Payment',
  'travel.timeline.known.address': () => 'Address',
  'travel.timeline.known.seat': () => 'Seat',
  'travel.timeline.known.bag': () => 'Bag',
} as const satisfies Record<string, (values: never) => string>
const sentence = defineSentences(travelTimelineEnglish)

/** The fields of a traveller by the first part of their pointers. Other fields have no bar. */
const known = {
  '/person/surname': 'name',
  '/person/birthDate': 'birth-date',
  '/documents': 'document',
  '/reservations': 'booking',
  '/contacts': 'contact',
  '/payments': 'payment',
  '/addresses': 'address',
  '/seat': 'seat',
  '/bags': 'bag',
} as const

/** Lists when the messages about a traveller came, which were due and missing, and since when each kind of data was known. */
export async function travellerTimeline(tx: Tx, travellerId: string): Promise<Mark[]> {
  const row = await findTraveller(tx, travellerId)
  const messages = await messageMarks(tx, row)
  return [...messages, ...(await missingMarks(tx, row)), ...(await knownMarks(tx, row))]
}

async function messageMarks(tx: Tx, row: { id: string; flight_id: string }): Promise<Mark[]> {
  const rows = await tx.db
    .selectFrom('statement as s')
    .innerJoin('message as m', 'm.id', 's.message_id')
    .innerJoin('flight as f', 'f.id', 's.flight_id')
    .leftJoin('flight_message as fm', (join) =>
      join.onRef('fm.message_id', '=', 's.message_id').onRef('fm.flight_id', '=', 's.flight_id'),
    )
    .select(['m.id', 'm.received_at', 's.segment', 's.source', 'fm.check_in', 'fm.prepared_at', 'f.departs_at'])
    .distinctOn(['m.received_at', 'm.id'])
    .where('s.traveller_id', '=', row.id)
    .orderBy('m.received_at', 'desc')
    .orderBy('m.id')
    .limit(100)
    .execute()
  return rows.map((message) => ({
    ...{ at: message.received_at.toISOString(), lane: 'messages' as const, ...messageSentence(message) },
    ...{ form: 'mark' as const, ref: `/messages/${message.id}${message.segment ? `?segment=${message.segment}` : ''}` },
  }))
}

function messageSentence(message: {
  source: string
  check_in: boolean | null
  prepared_at: Date | null
  departs_at: Date | null
}) {
  if (message.source === 'PAXLST') return sentence('travel.timeline.list')
  if (message.source === 'check-in' || message.check_in) return sentence('travel.timeline.check-in')
  if (message.prepared_at === null || message.departs_at === null) return sentence('travel.timeline.update')
  const hours = (message.departs_at.getTime() - message.prepared_at.getTime()) / 3_600_000
  // The board's slots (`push-slots.ts`): half-way between two, a push counts for the later one.
  return sentence('travel.timeline.push', { hours: hours > 36 ? 48 : hours > 18 ? 24 : hours > 6 ? 12 : 1 })
}

/** Lists the pushes that were due and missing, if the carrier sends reservations about this flight at all. */
async function missingMarks(tx: Tx, row: { flight_id: string }): Promise<Mark[]> {
  const flight = await tx.db
    .selectFrom('flight')
    .select(['key', 'departs_at', 'progress'])
    .where('id', '=', row.flight_id)
    .executeTakeFirstOrThrow()
  const { departs_at: departsAt, progress } = flight
  if (departsAt === null || (progress.pushes ?? 0) === 0) return []
  return slotsAt(progress.slots, departsAt, tx.now).flatMap(({ slot, state }): Mark[] => {
    if (state !== 'missing' || slot === 'X') return []
    const hours = slot === 'C' ? 0 : Number(slot)
    const words =
      slot === 'C' ? sentence('travel.timeline.missing-check-in') : sentence('travel.timeline.missing', { hours })
    const at = new Date(departsAt.getTime() - hours * 3_600_000).toISOString()
    return [{ at, lane: 'messages', ...words, form: 'missing', ref: `/flights/${encodeURIComponent(flight.key)}` }]
  })
}

async function knownMarks(tx: Tx, row: { id: string }): Promise<Mark[]> {
  const versions = await tx.db
    .selectFrom('traveller_version')
    .select(['at', 'changed'])
    .where('traveller_id', '=', row.id)
    .orderBy('version')
    .limit(200)
    .execute()
  return Object.entries(known).flatMap(([pointer, name]): Mark[] => {
    const first = versions.find(({ changed }) =>
      changed.some((field) => field === pointer || field.startsWith(`${pointer}/`)),
    )
    if (first === undefined) return []
    const words = sentence(`travel.timeline.known.${name}`)
    return [{ at: first.at.toISOString(), lane: 'known', ...words, form: 'since', ref: null }]
  })
}
