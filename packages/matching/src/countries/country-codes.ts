import { countries, formerStateNames, formerStates, icaoCodes, noCountry } from '../tables/countries.ts'
import { countryRegions } from './country-regions.ts'

const plain = /^[A-Za-z]+$/
const fold = (text: string): string => (plain.test(text) ? text.toLowerCase() : foldMarked(text))
const foldMarked = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()

const byName = new Map<string, readonly string[]>()
for (const line of countries) {
  const alpha3 = line.slice(0, 3)
  byName.set(fold(alpha3), [alpha3])
  byName.set(fold(line.slice(4, 6)), [alpha3])
  for (const name of line.slice(7).split(' | ')) byName.set(fold(name), [alpha3])
}
for (const [code, states] of Object.entries(icaoCodes)) byName.set(fold(code), states)
for (const [code, states] of Object.entries(formerStates)) byName.set(fold(code), states)
for (const [name, code] of Object.entries(formerStateNames)) byName.set(name, formerStates[code] ?? [])
// "na" is Namibia's alpha-2 code, but lists also write it for "none". It is ambiguous, so it is not used as a nationality.
for (const word of noCountry) byName.set(fold(word), [])

/**
 * Returns the ISO 3166-1 alpha-3 codes (and the additional codes of ICAO Doc 9303-3, section 5) of a country's code or name. A former state
 * gives its successors. "stateless", "none" and `XXA` to `XXX` give an empty list. An unknown word gives null.
 */
export function countryCodes(text: string): readonly string[] | null {
  return byName.get(fold(text)) ?? null
}

const names = new Map(countries.map((line) => [line.slice(0, 3), fold(line.slice(7).split(' | ')[0] ?? '')]))
/** Returns the usual English name of a country, lower case without marks, by its ISO 3166-1 alpha-3 code; null for another code. */
export const countryName = (alpha3: string): string | null => names.get(alpha3) ?? null
/** Lists the usual English name of every country: lower case, without marks, its words joined. */
export const countryNames = (): string[] => [...names.values()].map((name) => name.replace(/[^\p{L}]/gu, ''))

const regions = new Map(
  Object.entries(countryRegions).flatMap(([region, codes]) => codes.split(' ').map((code) => [code, region])),
)
/**
 * Returns the region of a country, from its code or name: the UN M49 code, such as `034` for Southern Asia (`009-islands` for the islands of the
 * Pacific). A former state has the region of its first successor. Null for an unknown word, no state, and what is no country.
 */
export const countryRegion = (text: string): string | null => regions.get(countryCodes(text)?.[0] ?? '') ?? null
