import { type Segment, segment } from '../../../synthetic/edifact-text.ts'
import type { Random } from '../../../synthetic/random.ts'
import { airportOf } from '../schedule/airports.ts'
import { pieces } from '../schedule/local-time.ts'
import { newReference, writeInterchange } from './interchange.ts'
import { type ListEntry, namesInList, statedInList } from './list-entry.ts'
import type { ListOrder } from './paxlst-un.ts'
import type { Written } from './stated-person.ts'

const version = ['PAXLST', '001', '000', 'UN'] as const

/** Writes a passenger or crew list in the US dialect: stops first, then after UNS one PDT per person. */
export function writePaxlstUs(
  random: Random,
  order: Omit<ListOrder, 'document' | 'qualifier'> & { crewOnly: boolean },
): Written {
  const { flight, entries } = order
  const { carrier } = flight
  const { yymmdd, hhmm } = pieces(flight.departure)
  const segments: Segment[] = [
    segment(
      'CTA',
      'IC',
      [null, `${carrier.name.toUpperCase()} OPERATIONS`],
      [`254-20-${random.digits(7)}`, 'TE'],
      [`254-20-${random.digits(7)}`, 'FX'],
    ),
    segment('TDT', null, `${carrier.code}${flight.number}${order.crewOnly ? 'C' : ''}`, '40', carrier.code),
  ]
  flight.stops.forEach((stop, i) => {
    const last = i === flight.stops.length - 1
    const time = last ? stop.arrival : stop.departure
    segments.push(segment('LOC', i === 0 ? '005' : last ? '008' : 'PT', [countryAndAirport(stop.airport), '50']))
    if (time) segments.push(segment('DTM', i === 0 ? '136' : '132', pieces(time).yymmdd, pieces(time).hhmm, 'Z00'))
  })
  segments.push(segment('UNS', 'D'), ...entries.map((entry) => personSegment(entry, order)))
  const body = { accessReference: `${carrier.code}${flight.number}/${yymmdd}/${hhmm}`, segments }
  const bytes = writeInterchange({ carrier, at: order.at, reference: newReference(random), type: 'PAXLST', version }, [
    body,
  ])
  return { bytes, people: entries.map((entry) => statedInList(entry, carrier)) }
}

const codes = { passenger: 'PAX', crew: 'CRW', 'transit-passenger': 'ITI', 'transit-crew': 'CRW' } as const

function personSegment(entry: ListEntry, { flight }: Pick<ListOrder, 'flight'>): Segment {
  const { person } = entry
  const { surname, given, middle } = namesInList(person, flight.carrier)
  const { document } = person
  return segment(
    'PDT',
    // This dialect has codes only for passports, visas and alien cards.
    [
      `${document.type === 'I' ? 'A' : document.type}/${document.number}`,
      pieces(document.expires).yymmdd,
      document.issuer,
    ],
    [surname, given, middle, pieces(person.birthDate).yymmdd, person.sex],
    codes[entry.kind],
    [countryAndAirport(entry.embarkation), countryAndAirport(entry.debarkation)],
  )
}

/** Returns for example `GBLHR`. Embarkation and debarkation are two components of one element. */
const countryAndAirport = (code: string) => airportOf(code).country + code
