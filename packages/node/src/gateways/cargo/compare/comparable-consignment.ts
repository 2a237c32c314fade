import type { Identity, Party } from '@entente/contracts'
import { comparableParties } from '../../../pipeline/match/compare-parties.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'

/** The values of a consignment in the form in which signals are compared with it. */
export interface ComparableConsignment {
  goods: Party
  /** By the number without signs: the place among the selectors of the goods. */
  containers: ReadonlyMap<string, number>
  documents: ReadonlyMap<string, number>
  hs: readonly string[]
  /** Codes of places, and countries of two letters. */
  from: ReadonlySet<string>
  to: ReadonlySet<string>
  grossKg: number | null
  /** The parties of a role that the matcher can compare. */
  named: Readonly<Record<NamedRole, readonly { party: Party; identity: Identity }[]>>
}
export const namedRoles = ['consignee', 'consignor'] as const
export type NamedRole = (typeof namedRoles)[number]

/** Writes a number of a container or document in upper case, without blanks, hyphens and slashes. */
export const bareNumber = (text: string): string => text.toUpperCase().replace(/[\s/-]+/g, '')

export type Places = ReadonlyMap<string, { country: string }>

/** Returns a consignment in the form for comparing; null if it is masked or has no goods. `places` has the country of codes of places. */
export function comparableConsignment(subject: CargoSubject, places: Places): ComparableConsignment | null {
  const { value } = subject
  const goods = subject.subject.parties.find(({ id }) => id === 'goods')
  if (value === null || goods === undefined) return null
  const { consignment } = value
  const { origin, portOfLoading, originalPortOfLoading, exportCountry } = consignment
  const { destination, portOfDischarge, destinationCountry, onward } = consignment
  const countryOf = (role: NamedRole) =>
    consignment.parties.filter((party) => party.role === role).map((party) => party.country)
  const numbers = (kind: string) =>
    new Map(
      goods.selectors.flatMap((one, place) => (one.kind === kind ? [[bareNumber(one.value), place] as const] : [])),
    )
  const comparable = comparableParties(subject)
  const named = (role: NamedRole) => comparable.filter(({ party }) => party.role === role)
  return {
    goods,
    containers: numbers('container'),
    documents: numbers('awb'),
    hs: consignment.hsCodes.map((code) => code.replace(/\D+/g, '')).filter((code) => code !== ''),
    from: placesOf(places, [origin, portOfLoading, originalPortOfLoading], [exportCountry, ...countryOf('consignor')]),
    to: placesOf(
      places,
      [destination, portOfDischarge, onward?.to ?? null],
      [destinationCountry, ...countryOf('consignee')],
    ),
    grossKg: consignment.grossKg,
    named: { consignee: named('consignee'), consignor: named('consignor') },
  }
}

/** Returns codes of places and countries. A UN/LOCODE begins with its country; the table of places knows those of airports. */
function placesOf(
  known: Places,
  places: readonly (string | null)[],
  countries: readonly (string | null)[],
): Set<string> {
  const found = new Set<string>()
  for (const place of places) {
    if (place === null) continue
    const code = place.toUpperCase().replace(/\s+/g, '')
    found.add(code)
    const country = known.get(code)?.country
    if (country !== undefined) found.add(country)
    if (/^[A-Z]{2}[A-Z2-9]{3}$/.test(code)) found.add(code.slice(0, 2))
  }
  for (const country of countries) if (country !== null) found.add(country.toUpperCase())
  return found
}
