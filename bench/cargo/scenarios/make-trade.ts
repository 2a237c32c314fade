import { readFileSync } from 'node:fs'
import { type Random, startRandom } from '../rules/random.ts'

/** Goods with the ranges from which their figures are drawn. */
interface Goods {
  texts: string[]
  hs: string | null
  kg: number[]
  /** Value by mass, in the node's currency. */
  valuePerKg: number
  m3PerTonne: number
}
interface Pattern {
  name: string
  signs: Sign[]
}
type Sign = 'new-consignee' | 'new-route' | 'forwarder' | 'to-order' | 'same-party'

/** Reads a list of goods beside the source. The build has no copy of it. */
const listOf = <T>(name: string): readonly T[] =>
  JSON.parse(readFileSync(new URL(name, import.meta.url.replace('/bench/dist/', '/bench/')), 'utf8')) as T[]
const lookAlikes = listOf<Goods>('look-alikes.json')
const ordinaryGoods = listOf<Goods & { weight: number }>('ordinary-goods.json')
const patterns = listOf<Goods & Pattern>('patterns.json')

/** The kind of a consignment in the simulation. */
export type Kind = 'ordinary' | 'look-alike' | 'pattern'
export interface Traded {
  kind: Kind
  /** The pattern or the look-alike; null for ordinary goods. */
  name: string | null
  xml: string
}

/** Number of consignments of each pattern and each look-alike. Parties, texts and figures differ in each. */
const timesEach = 6
/** Share of the consignments of a pattern that lack one of its signs: concealments differ. */
const missingSign = 0.15

const origins = ['IST', 'HKG', 'BOM', 'SIN', 'FRA', 'LHR', 'JFK', 'GRU', 'NBO', 'DXB', 'ICN', 'SGN']
const destinations = ['OSL', 'HEL', 'LIS', 'DUB', 'TLL', 'BER']
/** Returns a place from which little or nothing came before. Codes with X are invented. */
const rareOrigin = (random: Random): string => {
  const letter = () => String.fromCharCode(65 + random.between(0, 25))
  return `X${letter()}${letter()}`
}
const forwarders = ['Lune Freight Forwarding Ltd', 'Mill Lane Logistics BV', 'Fjord Cargo Services AS']

interface Trader {
  name: string
  place: string
}
interface Consignee extends Trader {
  goods: Goods[]
  suppliers: Trader[]
}

/**
 * Makes a year of invented trade in order of time: first `before` ordinary consignments, from which nothing is measured,
 * then `count` ordinary ones, in which the patterns and the look-alikes are mixed. No firm and no waybill in it exists.
 */
export function makeTrade(seed: number, before: number, count: number): Traded[] {
  const random = startRandom(seed)
  const firms = makeFirms(random)
  const regular = Array.from({ length: 1 + Math.floor((before + count) / 20) }, () => makeConsignee(random, firms))
  const ordinary = () => ordinaryOne(random, firms, random.pick(regular))
  const first = Array.from({ length: before }, ordinary)
  const rest = Array.from({ length: count }, ordinary)
  const mixed = Array.from({ length: timesEach }, () => [
    ...patterns.map((pattern) => patternOne(random, firms, random.pick(regular), pattern)),
    ...lookAlikes.map((goods) => lookAlikeOne(random, firms, random.pick(regular), goods)),
  ]).flat()
  for (const one of mixed) rest.splice(random.between(0, rest.length), 0, one)
  return [...first, ...rest].map(({ kind, name, sent }, n) => ({ kind, name, xml: waybill(n, sent) }))
}

interface Sent {
  from: string
  to: string
  consignor: string
  consignee: string
  agent: string | null
  text: string
  hs: string | null
  kg: number
  pieces: number
  m3: number
  value: number | null
}
interface Drawn {
  kind: Kind
  name: string | null
  sent: Sent
}

/** Makes names of firms, each once. */
function makeFirms(random: Random): (what: string) => string {
  const words = [
    'Acorn',
    'Lune',
    'Nordvik',
    'Quay',
    'Fell',
    'Birch',
    'Skerry',
    'Tarn',
    'Elm',
    'Harbour',
    'Alder',
    'Moor',
  ]
  let n = 0
  return (what) => {
    n += 1
    return `${random.pick(words)} ${random.pick(words)} ${what} ${n} Ltd`
  }
}

function makeConsignee(random: Random, firm: (what: string) => string): Consignee {
  const origin = random.pick(origins)
  const many = Array.from({ length: random.between(1, 3) }, () => pickGoods(random))
  const suppliers = Array.from({ length: random.between(1, 3) }, () => ({ name: firm('Works'), place: origin }))
  return { name: firm('Traders'), place: random.pick(destinations), goods: many, suppliers }
}

const weighted: readonly Goods[] = ordinaryGoods.flatMap(({ weight, ...goods }) => new Array<Goods>(weight).fill(goods))
const pickGoods = (random: Random): Goods => random.pick(weighted)

/** Ordinary trade has each sign too: new firms, new routes, forwarders and poor texts. */
function ordinaryOne(random: Random, firm: (what: string) => string, regular: Consignee): Drawn {
  const goods = random.chance(0.9) ? random.pick(regular.goods) : pickGoods(random)
  const sent = regularOne(random, regular, goods)
  if (random.chance(0.05)) sent.consignee = firm('Traders')
  if (random.chance(0.05)) sent.consignor = firm('Works')
  if (random.chance(0.02)) sent.from = random.chance(0.3) ? rareOrigin(random) : random.pick(origins)
  if (random.chance(0.03)) hide(random, sent)
  if (random.chance(0.04))
    sent.text = random.pick(['SPARE PARTS', 'GENERAL CARGO', 'MACHINERY', 'SAMPLES', 'GIFT', 'TOOLS'])
  if (random.chance(0.02)) sent.hs = null
  return { kind: 'ordinary', name: null, sent }
}

function lookAlikeOne(random: Random, firm: (what: string) => string, regular: Consignee, goods: Goods): Drawn {
  const sent = regularOne(random, regular, goods)
  // Lawful goods come to new firms too.
  if (random.chance(0.1)) sent.consignee = firm('Traders')
  if (random.chance(0.1)) sent.consignor = firm('Works')
  if (random.chance(0.03)) hide(random, sent)
  return { kind: 'look-alike', name: goods.texts[0] ?? '', sent }
}

function patternOne(
  random: Random,
  firm: (what: string) => string,
  regular: Consignee,
  pattern: Goods & Pattern,
): Drawn {
  const sent = regularOne(random, regular, pattern)
  const missing = random.chance(missingSign) ? random.pick(['new-consignee', 'new-route', 'forwarder'] as const) : null
  const isHidden = pattern.signs.includes('forwarder')
  for (const sign of pattern.signs) {
    if (sign === missing) continue
    // Behind a forwarder, the new firm is the one that sends the goods.
    if (sign === 'new-consignee') Object.assign(sent, { [isHidden ? 'consignor' : 'consignee']: firm('Trading') })
    else if (sign === 'new-route') Object.assign(sent, { from: rareOrigin(random), consignor: firm('Export') })
    else if (sign === 'forwarder') hide(random, sent)
    else if (sign === 'to-order') sent.consignee = 'TO ORDER'
    else sent.consignee = sent.consignor
  }
  return { kind: 'pattern', name: pattern.name, sent }
}

function hide(random: Random, sent: Sent): void {
  sent.agent = random.pick(forwarders)
  sent.consignee = sent.agent
}

function regularOne(random: Random, { name, place, suppliers }: Consignee, goods: Goods): Sent {
  const supplier = random.pick(suppliers)
  const [least = 1, most = 1] = goods.kg
  const kg = random.between(least * 10, most * 10) / 10
  const vary = () => random.between(70, 140) / 100
  return {
    ...{ from: supplier.place, to: place, consignor: supplier.name, consignee: name, agent: null },
    ...{
      text: random.pick(goods.texts),
      hs: goods.hs,
      kg,
      pieces: Math.max(1, Math.round(kg / random.between(15, 25))),
    },
    m3: Math.max(0.01, Math.round((kg / 1000) * goods.m3PerTonne * vary() * 100) / 100),
    value: random.chance(0.7) ? Math.max(1, Math.round(kg * goods.valuePerKg * vary())) : null,
  }
}

const place = (name: string, code: string): string => `<${name}><ID>${code}</ID></${name}>`
const party = (role: string, name: string): string =>
  `<${role}><Name>${name}</Name><PostalStructuredAddress><StreetName>${name.length} Mill Lane</StreetName><CityName>Lune</CityName><CountryID>NO</CountryID></PostalStructuredAddress></${role}>`

/** Writes an air waybill. The reader of the node finds its faults as it finds those of real ones. */
function waybill(n: number, sent: Sent): string {
  const serial = 2_000_000 + n
  const number = `999-${serial}${serial % 7}`
  const code = sent.hs === null ? '' : `<TypeCode>${sent.hs}</TypeCode>`
  const value =
    sent.value === null
      ? ''
      : `<DeclaredValueForCustomsAmount currencyID="EUR">${sent.value}</DeclaredValueForCustomsAmount>`
  return `<?xml version="1.0" encoding="UTF-8"?><w:Waybill xmlns:w="iata:waybill:1" xmlns="iata:datamodel:3">
<w:MessageHeaderDocument><ID>${number}</ID><TypeCode>740</TypeCode><IssueDateTime>2026-03-02T08:00:00Z</IssueDateTime><PurposeCode>Creation</PurposeCode><VersionID>4.00</VersionID></w:MessageHeaderDocument>
<w:BusinessHeaderDocument><ID>${number}</ID></w:BusinessHeaderDocument><w:MasterConsignment>${value}<IncludedTareGrossWeightMeasure unitCode="KGM">${sent.kg}</IncludedTareGrossWeightMeasure>
<GrossVolumeMeasure unitCode="MTQ">${sent.m3}</GrossVolumeMeasure><TotalPieceQuantity>${sent.pieces}</TotalPieceQuantity>
${party('ConsignorParty', sent.consignor)}${party('ConsigneeParty', sent.consignee)}${sent.agent === null ? '' : party('FreightForwarderParty', sent.agent)}
${place('OriginLocation', sent.from)}${place('FinalDestinationLocation', sent.to)}
<SpecifiedLogisticsTransportMovement><ModeCode>4</ModeCode><ID>ZZ0310</ID><SequenceNumeric>1</SequenceNumeric>
<ArrivalEvent>${place('OccurrenceArrivalLocation', sent.to)}</ArrivalEvent><DepartureEvent>${place('OccurrenceDepartureLocation', sent.from)}</DepartureEvent></SpecifiedLogisticsTransportMovement>
<ApplicableRating><TypeCode>F</TypeCode><IncludedMasterConsignmentItem><SequenceNumeric>1</SequenceNumeric>${code}
<GrossWeightMeasure unitCode="KGM">${sent.kg}</GrossWeightMeasure><PieceQuantity>${sent.pieces}</PieceQuantity>
<NatureIdentificationTransportCargo><Identification>${sent.text}</Identification></NatureIdentificationTransportCargo></IncludedMasterConsignmentItem></ApplicableRating>
</w:MasterConsignment></w:Waybill>`
}
