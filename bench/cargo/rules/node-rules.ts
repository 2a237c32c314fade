import type { CargoRuleBody } from '@entente/contracts'
import { startingRules } from '@entente/node/cargo-rules'

type Make = (n: number) => Pick<CargoRuleBody, 'expression' | 'effect' | 'tag' | 'lane'>
const asks = (expression: string) => ({ expression, effect: 'case' as const, tag: null, lane: null })
const lane = (expression: string) => ({ expression, effect: 'lane' as const, tag: null, lane: 'yellow' as const })
const marks = (tag: string, expression: string) => ({ expression, effect: 'tag' as const, tag, lane: null })
const at = (list: readonly string[], n: number): string => list[n % list.length] as string

const words = ['centrifuge', 'detonator', 'night scope', 'gas mask', 'fuse', 'barrel blank', 'autoclave', 'drone motor']
const headings = ['9013', '9305', '3603', '8401', '2844', '2903', '8421', '8806', '9301', '3602', '2811', '8525']
const countries = ['KE', 'BR', 'JP', 'TR', 'ZA', 'US', 'IN', 'AE', 'TH', 'MX']
const ports = ['NOOSL', 'GBFXT', 'NLRTM', 'DEHAM', 'BEANR']

/** The kinds of rules that officers write beside the starting rules. Few consignments of ordinary trade meet one. */
const makers: readonly Make[] = [
  (n) =>
    asks(`re(c.description, '(?i)\\\\b${at(words, n)}s?\\\\b') && has(c.firstSeen.consignee) && c.firstSeen.consignee`),
  (n) => lane(`has(c.hs4) && '${at(headings, n)}' in c.hs4 && c.destinationCountry == '${at(countries, n)}'`),
  (n) => lane(`'${at(countries, n)}' in c.routeCountries && size(c.routeCountries) > 3 && c.grossKg < ${20 + n}.0`),
  (n) => marks(`heavy-${n}`, `has(c.kgPerPiece) && c.kgPerPiece > ${3000 + 200 * n}.0 && c.mode == 'air'`),
  (n) =>
    asks(`hsIn(c.hs, '${at(headings, n)}') && c.consignee.country == '${at(countries, n)}' && c.pieces < ${n + 2}`),
  (n) =>
    lane(`c.hs.exists(h, h.startsWith('${at(headings, n)}')) && has(c.findings) && 'VAGUE_DESCRIPTION' in c.findings`),
  (n) => lane(`c.origin == '${at(ports, n)}' && has(c.valuePerKg) && c.valuePerKg > ${900 + 50 * n}.0`),
  (n) => marks(`words-${n}`, `c.description.contains('${at(words, n).toUpperCase()}')`),
  (n) => lane(`has(c.quality) && c.quality < 0.${1 + (n % 3)} && c.consignor.country == '${at(countries, n)}'`),
]

/** The goods of one bill in 200 meet this rule. */
const sights = 'TELESCOPIC SIGHTS FOR RIFLES'
export const watchedTitle = 'Sights for rifles'
export const watchedGoods = { text: sights, hs: '901310' }

/**
 * Returns 200 rules as a node of an administration has them: the starting rules, one that opens a case for a known kind of
 * goods, and invented ones of every effect.
 */
export function nodeRules(): CargoRuleBody[] {
  const rest = { selectShare: null, maxHitsWithoutSelection: null, basis: null, validFrom: null, validUntil: null }
  const watched = { title: watchedTitle, ...rest, ...asks(`c.description.contains('${sights}') && hsIn(c.hs, '9013')`) }
  const own = Array.from({ length: 199 - startingRules.length }, (_, n): CargoRuleBody => {
    const make = makers[n % makers.length] as Make
    return { title: `Invented rule ${n + 1}`, ...rest, ...make(Math.floor(n / makers.length)) }
  })
  return [...startingRules, watched, ...own]
}
