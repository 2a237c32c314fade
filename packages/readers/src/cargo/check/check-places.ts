import type { CargoConsignment, CargoConveyance, CargoLeg, CargoMessageHead, CargoMode } from '@entente/contracts'
import type { Scope } from '../model/scope.ts'
import { maySamePlace } from '../tables/city-codes.ts'
import { countries } from '../tables/countries.ts'
import { shipCheckDigitValid, shipNumberDigits } from './check-digits.ts'
import type { FormatTraits } from './format-traits.ts'
import type { ReportPart } from './report-part.ts'

/** Tells whether a text is a country code: ISO 3166-1 alpha-2, XI, XK or EU, in capital letters. */
export const isCountry = (text: string): boolean => countries.has(text)

const locode = /^[A-Z]{2}[A-Z2-9]{3}$/
/** Tells whether a text has the form of a UN/LOCODE (UNECE Recommendation 16): a country and three letters or digits 2 to 9. */
export const isLocode = (text: string): boolean => locode.test(text) && countries.has(text.slice(0, 2))

const airport = /^[A-Z]{3}$/
/** Tells whether a text has the form of an IATA code of a city or airport. */
export const isAirport = (text: string): boolean => airport.test(text)

const consignmentPlaces = [
  'origin',
  'destination',
  'portOfLoading',
  'portOfDischarge',
  'originalPortOfLoading',
] as const
const conveyancePlaces = ['departurePlace', 'arrivalPlace', 'nextPlace'] as const

/** Checks the codes of places and countries of a consignment. A code that occurs again is reported once. */
export function checkPlaces(consignment: CargoConsignment, traits: FormatTraits, part: ReportPart): void {
  const reported = new Set<string>()
  const place = (code: string | null, owner: object, field: string) => {
    if (code === null || isPlace(code, traits, consignment.mode) || reported.has(code)) return
    reported.add(code)
    part(owner, 'LOCATION_MALFORMED', field, { message: placeMessage(traits), actual: code, literal: code })
  }
  const country = (code: string | null, owner: object, field: string) => {
    if (code === null || isCountry(code) || reported.has(code)) return
    reported.add(code)
    part(owner, 'COUNTRY_UNKNOWN', field, { message: UNKNOWN_COUNTRY, actual: code, literal: code })
  }
  for (const field of consignmentPlaces) place(consignment[field], consignment, field)
  for (const leg of consignment.route) {
    place(leg.from, leg, 'from')
    place(leg.to, leg, 'to')
  }
  country(consignment.exportCountry, consignment, 'exportCountry')
  country(consignment.destinationCountry, consignment, 'destinationCountry')
  for (const [at, code] of consignment.routeCountries.entries()) country(code, consignment, `routeCountries/${at}`)
  for (const party of consignment.parties) country(party.country, party, 'country')
  for (const item of consignment.items) {
    country(item.originCountry, item, 'originCountry')
    for (const party of item.parties) country(party.country, party, 'country')
  }
}

/** Checks the places, the flag and the ship number of the conveyance. */
export function checkConveyance(message: Scope<CargoMessageHead>, traits: FormatTraits): void {
  const { conveyance } = message.owner
  if (conveyance === null) return
  const scope = message.of(conveyance)
  for (const field of conveyancePlaces) {
    const code = conveyance[field]
    if (code === null || isPlace(code, traits, conveyance.mode)) continue
    scope.report('LOCATION_MALFORMED', field, { message: placeMessage(traits), actual: code, literal: code })
  }
  const { nationality } = conveyance
  if (nationality !== null && !isCountry(nationality)) {
    scope.report('COUNTRY_UNKNOWN', 'nationality', {
      message: UNKNOWN_COUNTRY,
      actual: nationality,
      literal: nationality,
    })
  }
  const wrong = wrongShipNumber(conveyance)
  if (wrong !== null) {
    const { field, number } = wrong
    scope.report('IMO_CHECK_DIGIT', field, { message: 'the check digit of the ship number is wrong', actual: number })
  }
}

/** Types of an identification in customs declarations of the EU: 10 is a ship number, 11 the name of a ship. */
const SHIP_NUMBER = '10'
const SHIP_NAME = '11'

/** A ship may also be named by its call sign or by another register; only seven digits are a ship number. */
function wrongShipNumber({ mode, imo, id, idType }: CargoConveyance): { field: 'imo' | 'id'; number: string } | null {
  if (imo !== null) {
    const digits = shipNumberDigits(imo)
    return digits !== null && shipCheckDigitValid(digits) ? null : { field: 'imo', number: imo }
  }
  if (id === null || mode !== 'sea' || idType === SHIP_NAME) return null
  const digits = shipNumberDigits(id)
  if (digits === null) return idType === SHIP_NUMBER ? { field: 'id', number: id } : null
  return shipCheckDigitValid(digits) ? null : { field: 'id', number: id }
}

/** Also used for equipment, which has ports. */
export function isPlace(code: string, traits: FormatTraits, mode: CargoMode | null): boolean {
  if (traits.places === 'free') return true
  const mayBeAirport = traits.places === 'iata' || mode === 'air' || mode === null
  return isLocode(code) || (mayBeAirport && isAirport(code))
}

export const placeMessage = (traits: FormatTraits): string =>
  traits.places === 'iata' ? 'this is no code of an airport or city' : 'this is no UN/LOCODE'

const UNKNOWN_COUNTRY = 'this is no country code of ISO 3166-1'

/**
 * Checks that the route reaches the destination, and that each leg starts where the one before ended (rule R8). A place that is
 * not stated is not compared.
 */
export function checkRoute(consignment: CargoConsignment, scope: Scope<CargoConsignment>, part: ReportPart): void {
  const { route, destination } = consignment
  if (route.length === 0) return
  const legs = inOrder(route)
  for (const [at, leg] of legs.entries()) {
    const before = legs[at - 1]
    if (before?.to == null || leg.from === null || maySamePlace(before.to, leg.from)) continue
    const message = 'the leg does not start where the one before ended'
    part(leg, 'ROUTE_GAP', 'from', { message, expected: before.to, actual: leg.from, rule: 'R8' })
  }
  const end = legs.at(-1)?.to ?? null
  if (end === null || destination === null || end.length !== destination.length || maySamePlace(end, destination))
    return
  const message = 'the route ends before the destination'
  scope.report('ROUTE_INCOMPLETE', 'destination', { message, expected: destination, actual: end, rule: 'R8' })
}

function inOrder(route: readonly CargoLeg[]): readonly CargoLeg[] {
  const isSorted = route.every((leg, at) => at === 0 || (route[at - 1] as CargoLeg).seq <= leg.seq)
  return isSorted ? route : [...route].sort((one, other) => one.seq - other.seq)
}
