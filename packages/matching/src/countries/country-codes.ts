import { countries, formerStateNames, formerStates, icaoCodes, noCountry } from '../tables/countries.ts'

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
// "na" is Namibia's alpha-2 code, and what lists write for "none": as a nationality it says too little to be used.
for (const word of noCountry) byName.set(fold(word), [])

/**
 * ISO 3166-1 alpha-3 codes (and the ICAO Doc 9303-3 extras) that a code or a name of a country stands for.
 * A state that ended gives its successors; "stateless", "none" and `XXA`-`XXX` give an empty list; an unknown word null.
 */
export function countryCodes(text: string): readonly string[] | null {
  return byName.get(fold(text)) ?? null
}

const names = new Map(countries.map((line) => [line.slice(0, 3), fold(line.slice(7).split(' | ')[0] ?? '')]))
/** The usual English name of a country, lower case without marks, by its ISO 3166-1 alpha-3 code. */
export const countryName = (alpha3: string): string | null => names.get(alpha3) ?? null
/** All such names, their words joined. */
export const countryNames = (): string[] => [...names.values()].map((name) => name.replace(/[^\p{L}]/gu, ''))
