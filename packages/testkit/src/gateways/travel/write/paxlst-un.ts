import { type Segment, segment } from '../../../synthetic/edifact-text.ts'
import type { Random } from '../../../synthetic/random.ts'
import { pieces } from '../schedule/local-time.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import { type MessageBody, newReference, writeInterchange } from './interchange.ts'
import { type ListEntry, namesInList, statedInList } from './list-entry.ts'
import type { Written } from './stated-person.ts'

export interface ListOrder {
  flight: PlannedFlight
  at: Date
  entries: readonly ListEntry[]
  /** The BGM code: 745 for passengers, 250 for crew, 266 for flight status. */
  document: '745' | '250' | '266'
  qualifier?: string
}

const version = ['PAXLST', 'D', '05B', 'UN', 'IATA'] as const
const peopleInPart = 35

/**
 * Writes a passenger or crew list in the UN dialect (PAXLST Implementation Guide): as one interchange, or as one per part if the carrier splits long
 * lists.
 */
export function writePaxlst(random: Random, order: ListOrder): Written[] {
  const { flight, entries } = order
  const { carrier } = flight
  const people = entries.map((entry) => statedInList(entry, carrier))
  const accessReference = `${flight.carrier.code}${flight.number}/${pieces(flight.departure).yymmdd}/${pieces(flight.departure).hhmm}`
  const head = { carrier, at: order.at, type: 'PAXLST', version } as const
  const cut = carrier.parts !== 'none' && order.document === '745' && entries.length > peopleInPart
  if (!cut) {
    const body: MessageBody = {
      accessReference,
      part: { number: 1, flag: 'F' },
      segments: messageSegments(random, order, entries),
    }
    return [{ bytes: writeInterchange({ ...head, reference: newReference(random) }, [body]), people }]
  }
  const count = Math.ceil(entries.length / peopleInPart)
  const bodies = Array.from({ length: count }, (_, i): MessageBody => {
    const flag = i === 0 ? 'C' : i === count - 1 ? 'F' : null
    const own = entries.slice(i * peopleInPart, (i + 1) * peopleInPart)
    return { accessReference, part: { number: i + 1, flag }, segments: messageSegments(random, order, own) }
  })
  if (carrier.parts === 'one-interchange') {
    return [{ bytes: writeInterchange({ ...head, reference: newReference(random) }, bodies), people }]
  }
  return bodies.map((body, i) => ({
    bytes: writeInterchange({ ...head, reference: newReference(random) }, [body]),
    people: people.slice(i * peopleInPart, (i + 1) * peopleInPart),
  }))
}

/** Returns the segments between UNH and UNT. */
function messageSegments(random: Random, order: ListOrder, entries: readonly ListEntry[]): Segment[] {
  const { flight, document } = order
  const { carrier } = flight
  const segments: Segment[] = [
    segment('BGM', document, order.qualifier ?? null),
    segment('RFF', ['TN', `${carrier.code}${random.digits(8)}`]),
    segment('NAD', 'MS', null, null, `${carrier.name.toUpperCase()} DESK`),
    segment(
      'COM',
      [`+351 21 ${random.digits(7)}`, 'TE'],
      [`APIS@${carrier.name.toUpperCase().replaceAll(' ', '')}.EXAMPLE`, 'EM'],
    ),
    segment('TDT', '20', `${carrier.code}${flight.number.padStart(4, '0')}`, null, null, carrier.code),
    ...stopSegments(flight),
  ]
  for (const entry of entries) segments.push(...entrySegments(entry, flight))
  segments.push(segment('CNT', [document === '250' ? '41' : '42', entries.length]))
  return segments
}

function stopSegments(flight: PlannedFlight): Segment[] {
  return flight.stops.flatMap((stop, i) => {
    const code = i === 0 ? '125' : i === flight.stops.length - 1 ? '87' : '92'
    const time = (qualifier: string, local: string) =>
      segment('DTM', [qualifier, pieces(local).yymmdd + pieces(local).hhmm, '201'])
    return [
      segment('LOC', code, stop.airport),
      ...(stop.arrival ? [time('232', stop.arrival)] : []),
      ...(stop.departure ? [time('189', stop.departure)] : []),
    ]
  })
}

const nadCodes = { passenger: 'FL', crew: 'FM', 'transit-passenger': 'DDU', 'transit-crew': 'DDT' } as const

function entrySegments(entry: ListEntry, flight: PlannedFlight): Segment[] {
  const { person } = entry
  const { surname, given, middle } = namesInList(person, flight.carrier)
  const { document } = person
  const segments = [
    segment('NAD', nadCodes[entry.kind], null, null, [surname, given, middle]),
    segment('ATT', '2', null, person.sex),
    segment('DTM', ['329', pieces(person.birthDate).yymmdd]),
  ]
  if (entry.bags.length > 0) {
    segments.push(
      segment('MEA', 'CT', null, entry.bags.length),
      segment('MEA', 'WT', null, ['KGM', entry.bags.length * 17]),
    )
    for (const bag of entry.bags) segments.push(segment('FTX', 'BAG', null, null, bag.company + bag.number))
  }
  segments.push(
    segment('GEI', '4', entry.verified ? '173' : '174'),
    segment('LOC', '22', flight.to),
    segment('LOC', '178', entry.embarkation),
    segment('LOC', '179', entry.debarkation),
    segment('LOC', '174', person.nationality),
    segment('NAT', '2', person.nationality),
  )
  if (entry.locator) segments.push(segment('RFF', ['AVF', entry.locator]))
  if (entry.uniqueReference) segments.push(segment('RFF', ['ABO', entry.uniqueReference]))
  if (entry.seat) segments.push(segment('RFF', ['SEA', entry.seat.padStart(4, '0')]))
  segments.push(
    segment('DOC', [document.type, '110', '111'], document.number),
    segment('DTM', ['36', pieces(document.expires).yymmdd]),
    segment('LOC', '91', document.issuer),
  )
  if (entry.visa) segments.push(segment('DOC', ['V', '110', '111'], entry.visa), segment('LOC', '91', 'PRT'))
  return segments
}

/**
 * Writes a flight status message (PAXLST Implementation Guide, BGM 266): `CL` closed, `CLNB` closed with the people who are not on board, `CLOB`
 * with the people on board, `XF` flight cancelled. `CL` and `XF` list nobody.
 */
export function writeCloseOut(
  random: Random,
  flight: PlannedFlight,
  at: Date,
  qualifier: 'CL' | 'CLNB' | 'CLOB' | 'XF',
  entries: readonly ListEntry[],
): Written {
  const listed = qualifier === 'CL' || qualifier === 'XF' ? [] : entries
  return writePaxlst(random, { flight, at, entries: listed, document: '266', qualifier })[0] as Written
}

/** Writes an interactive request: a passenger list with one person. */
export function writeInteractive(random: Random, flight: PlannedFlight, at: Date, entry: ListEntry): Written {
  return writePaxlst(random, { flight, at, entries: [entry], document: '745' })[0] as Written
}
