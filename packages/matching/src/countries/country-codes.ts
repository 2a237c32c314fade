import { countries, formerStateNames, formerStates, icaoCodes, noCountry } from '../tables/countries.ts'

/**
 * Regions of the United Nations standard for statistical use (M49) with the ISO 3166-1 alpha-3 codes of their countries. Northern Africa, Latin
 * America and the islands of the Pacific are not divided further. The standard does not list Taiwan and Kosovo; they stand with their neighbours.
 */
export const countryRegions: Readonly<Record<string, string>> = {
  '015': 'DZA EGY ESH LBY MAR SDN TUN',
  '202':
    'AGO ATF BDI BEN BFA BWA CAF CIV CMR COD COG COM CPV DJI ERI ETH GAB GHA GIN GMB GNB GNQ IOT KEN LBR LSO MDG MLI MOZ MRT MUS MWI MYT NAM NER NGA REU RWA SEN SHN SLE SOM SSD STP SWZ SYC TCD TGO TZA UGA ZAF ZMB ZWE',
  '419':
    'ABW AIA ARG ATG BES BHS BLM BLZ BOL BRA BRB BVT CHL COL CRI CUB CUW CYM DMA DOM ECU FLK GLP GRD GTM GUF GUY HND HTI JAM KNA LCA MAF MEX MSR MTQ NIC PAN PER PRI PRY SGS SLV SUR SXM TCA TTO URY VCT VEN VGB VIR',
  '021': 'BMU CAN GRL SPM USA',
  '143': 'KAZ KGZ TJK TKM UZB',
  '030': 'CHN HKG JPN KOR MAC MNG PRK TWN',
  '035': 'BRN IDN KHM LAO MMR MYS PHL SGP THA TLS VNM',
  '034': 'AFG BGD BTN IND IRN LKA MDV NPL PAK',
  '145': 'ARE ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM',
  '151': 'BGR BLR CZE HUN MDA POL ROU RUS SVK UKR',
  '154': 'ALA DNK EST FIN FRO GBR GGY IMN IRL ISL JEY LTU LVA NOR SJM SWE',
  '039': 'ALB AND BIH ESP GIB GRC HRV ITA MKD MLT MNE PRT RKS SMR SRB SVN VAT',
  '155': 'AUT BEL CHE DEU FRA LIE LUX MCO NLD',
  '053': 'AUS CCK CXR HMD NFK NZL',
  '009-islands': 'ASM COK FJI FSM GUM KIR MHL MNP NCL NIU NRU PCN PLW PNG PYF SLB TKL TON TUV UMI VUT WLF WSM',
  '010': 'ATA',
}

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
