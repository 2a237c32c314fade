import type { CargoConsignment, CargoParty } from '@entente/contracts'
import { indexNumber, indexWords } from '../../../safeguards/access/index-words.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'

/** The kinds of counters. Each counts the consignments with one value: a party, two parties, a route, or goods for a consignee. */
export const counterKinds = ['consignor', 'consignee', 'pair', 'route', 'hsForConsignee'] as const
export type CounterKind = (typeof counterKinds)[number]

/** A value that is counted. The text of a party is personal data: it is hashed with the node's key before it is stored. */
export interface Sighting {
  kind: CounterKind
  text: string
  /** For a route: the places on the way, `DXB,AMS`, or `unstated`. Empty for other kinds. */
  label: string
}

/** The measures whose peers are compared, as the natural logarithm of their value. */
export const measures = ['value', 'kgPerPiece', 'kgPerM3'] as const
export type Measure = (typeof measures)[number]

/** The values of a consignment that features read. They follow from the consignment and a rate alone. */
export interface ConsignmentFacts {
  sightings: Sighting[]
  /** Two, four or six digits of the code of most of the goods; null without a usable code. */
  hs: string | null
  origin: string | null
  destination: string | null
  /** `IST>OSL`; null if one end is unknown. */
  route: string | null
  /** The places on the way, in order; null if the consignment does not state its legs. */
  via: string[] | null
  amounts: Readonly<Record<Measure, number | null>>
  grossKg: number | null
}

/** More codes of one consignment are not counted, so that one consignment cannot fill the counters of a consignee. */
const mostCodes = 8
/** A longer name or way is cut before it is counted. */
const [longestName, mostPlaces] = [200, 12]
/** A way that is not stated. It never counts as usual. */
export const unstated = 'unstated'

/**
 * Reads the facts of a consignment. `rate` is how much of the node's currency one unit of its currency is on the day;
 * without it there is no value, because amounts of two currencies are never compared.
 */
export function factsOf({ consignment, conveyance }: MergedConsignment, rate: number | undefined): ConsignmentFacts {
  const origin = consignment.origin ?? consignment.portOfLoading ?? conveyance?.departurePlace ?? null
  const destination = consignment.destination ?? consignment.portOfDischarge ?? conveyance?.arrivalPlace ?? null
  const route = origin === null || destination === null ? null : `${origin}>${destination}`
  const via = viaOf(consignment, origin, destination)
  const { grossKg, pieces, volumeM3, value } = consignment
  return {
    sightings: sightingsOf(consignment, route, via),
    ...{ hs: mainHs(consignment), origin, destination, route, via, grossKg: positive(grossKg) },
    amounts: {
      value: rate === undefined || value === null ? null : ratio(value.amount * rate, grossKg),
      kgPerPiece: ratio(grossKg, pieces),
      kgPerM3: ratio(grossKg, volumeM3),
    },
  }
}

const positive = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) && value > 0 ? value : null
function ratio(above: number | null, below: number | null): number | null {
  const [upper, lower] = [positive(above), positive(below)]
  return upper === null || lower === null ? null : positive(upper / lower)
}

function sightingsOf(consignment: CargoConsignment, route: string | null, via: string[] | null): Sighting[] {
  const consignor = partyText(consignment.parties.find(({ role }) => role === 'consignor'))
  const consignee = partyText(consignment.parties.find(({ role }) => role === 'consignee'))
  const counted: Sighting[] = []
  const count = (kind: CounterKind, text: string, label = '') => counted.push({ kind, text, label })
  if (consignor !== null) count('consignor', consignor)
  if (consignee !== null) count('consignee', consignee)
  if (consignor !== null && consignee !== null) count('pair', JSON.stringify([consignor, consignee]))
  if (route !== null) count('route', route, via === null ? unstated : via.join())
  if (consignee !== null)
    for (const code of codesOf(consignment).slice(0, mostCodes))
      count('hsForConsignee', JSON.stringify([consignee, code]))
  return counted
}

/** Returns the words of a party's name in any order, with its country; its number if it has no name. Null for a bearer. */
function partyText(party: CargoParty | undefined): string | null {
  if (party === undefined || party.toOrder || party.sameAs !== null) return null
  const words = indexWords((party.name ?? '').slice(0, longestName))
  const country = party.country ?? ''
  if (words.length > 0) return `${[...new Set(words)].sort().join(' ')} ${country}`
  const number = indexNumber((party.id ?? '').slice(0, longestName))
  return number === '' ? null : `#${number} ${country}`
}

const digitsOf = (code: string | null): string => (code ?? '').replace(/\D+/g, '').slice(0, 6)
const isUsable = (digits: string): boolean => digits.length === 4 || digits.length === 6

function codesOf({ hsCodes }: CargoConsignment): string[] {
  return [...new Set(hsCodes.map(digitsOf).filter(isUsable))].sort()
}

/** Returns the code of the heaviest goods; without masses the first code. */
function mainHs(consignment: CargoConsignment): string | null {
  const masses = new Map<string, number>()
  for (const { hs, grossKg } of consignment.items) {
    const digits = digitsOf(hs)
    if (isUsable(digits)) masses.set(digits, (masses.get(digits) ?? 0) + (positive(grossKg) ?? 0))
  }
  const [first] = consignment.hsCodes.map(digitsOf).filter(isUsable)
  let best = first ?? null
  for (const [code, mass] of masses) if (mass > (masses.get(best ?? '') ?? 0)) best = code
  return best
}

/** Returns the places between origin and destination; null if no leg or transit country is stated. */
function viaOf(
  { route, routeCountries }: CargoConsignment,
  origin: string | null,
  destination: string | null,
): string[] | null {
  const legs = [...route].sort((one, other) => one.seq - other.seq)
  const stated = legs.flatMap(({ from, to }) => [from, to]).filter((place) => place !== null)
  const places = stated.length > 0 ? stated : routeCountries
  if (places.length === 0) return null
  // A transit country is the country of a UN/LOCODE if it has its first two letters.
  const isEnd = (place: string) =>
    [origin, destination].some((end) => end === place || (end?.length === 5 && end.slice(0, 2) === place))
  const between = places.filter((place, at) => !isEnd(place) && place !== places[at - 1])
  return between.slice(0, mostPlaces)
}
