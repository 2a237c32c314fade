import type { CargoRuleBody } from '@entente/contracts'
import { fields, type RuleInput } from '@entente/node/cargo-rules'

/** A consignment as plain JavaScript reads it. An absent value is undefined. Ints are numbers. */
type Plain = Record<string, string | number | boolean | readonly string[] | undefined>

/** A rule and the same rule as a person would write it in JavaScript. */
export interface PairedRule {
  body: CargoRuleBody
  native: (c: Plain, tags: ReadonlySet<string>) => boolean
}

type Make = (n: number) => [expression: string, native: PairedRule['native']]
const text = (value: Plain[string]) => value as string | undefined
const number = (value: Plain[string]) => value as number | undefined
const list = (value: Plain[string]) => (value ?? []) as readonly string[]
const chapters = ['93', '36', '84', '85', '28', '29', '90', '73']
const countries = ['NO', 'SE', 'KE', 'BR', 'JP', 'TR', 'ZA', 'US']
const words = ['rifle', 'scope', 'pellet', 'centrifuge', 'valve', 'detonator', 'brush', 'pipe']
const over = (value: number | undefined, most: number) => value !== undefined && value > most
const under = (value: number | undefined, least: number) => value !== undefined && value < least

/** The kinds of rules that officers write: measures, codes, words, routes, findings, what is new, and combinations of them. */
const makers: readonly Make[] = [
  (n) => [`c.grossKg > ${100 * n + 50}.0`, (c) => over(number(c.grossKg), 100 * n + 50)],
  (n) => [
    `has(c.kgPerPiece) && c.kgPerPiece > ${n + 2}.5 && c.mode == 'air'`,
    (c) => over(number(c.kgPerPiece), n + 2.5) && c.mode === 'air',
  ],
  (n) => [`hsIn(c.hs, '${chapters[n]}')`, (c) => list(c.hs).some((code) => code.startsWith(chapters[n]!))],
  (n) => [
    `hsIn(c.hs, '${chapters[n]}') && c.firstSeen.consignee`,
    (c) => c['firstSeen.consignee'] === true && list(c.hs).some((code) => code.startsWith(chapters[n]!)),
  ],
  (n) => [
    `'${chapters[n]}' in c.hs2 && c.pieces < ${n + 2}`,
    (c) => list(c.hs2).includes(chapters[n]!) && under(number(c.pieces), n + 2),
  ],
  (n) => [
    `c.description.contains('${words[n]!.toUpperCase()}')`,
    (c) => text(c.description)?.includes(words[n]!.toUpperCase()) === true,
  ],
  (n) => [
    `c.exportCountry == '${countries[n]}' && c.destinationCountry != '${countries[n]}' && c.score > 0.8`,
    (c) =>
      c.exportCountry === countries[n] &&
      c.destinationCountry !== undefined &&
      c.destinationCountry !== countries[n] &&
      over(number(c.score), 0.8),
  ],
  (n) => [
    `'${countries[n]}' in c.routeCountries && size(c.routeCountries) > 2`,
    (c) => list(c.routeCountries).includes(countries[n]!) && list(c.routeCountries).length > 2,
  ],
  (n) => [
    `'VAGUE_DESCRIPTION' in c.findings && c.quality < 0.${n + 1}`,
    (c) => list(c.findings).includes('VAGUE_DESCRIPTION') && under(number(c.quality), Number(`0.${n + 1}`)),
  ],
  (n) => [
    `inTable('arms') && c.watch.best > 0.${n + 1}`,
    (c, tags) => tags.has('arms') && over(number(c['watch.best']), Number(`0.${n + 1}`)),
  ],
  (n) => [
    `c.hs.exists(h, h.startsWith('${chapters[n]}0') || h.startsWith('${chapters[n]}9'))`,
    (c) => list(c.hs).some((h) => h.startsWith(`${chapters[n]}0`) || h.startsWith(`${chapters[n]}9`)),
  ],
  (n) => [
    `c.grossKg / double(c.pieces) > ${n * 3 + 1}.0 && c.valuePerKg < ${n + 1}.0`,
    (c) => {
      const [kg, pieces] = [number(c.grossKg), number(c.pieces)]
      return kg !== undefined && pieces !== undefined && kg / pieces > n * 3 + 1 && under(number(c.valuePerKg), n + 1)
    },
  ],
  (n) => [
    `c.mode in ['air', 'road'] && c.origin.startsWith('${countries[n]}') && !has(c.notify.name)`,
    (c) =>
      (c.mode === 'air' || c.mode === 'road') &&
      text(c.origin)?.startsWith(countries[n]!) === true &&
      c['notify.name'] === undefined,
  ],
  (n) => [
    `(c.firstSeen.pair || c.quality < 0.3) && c.volumeM3 > ${n}.25`,
    (c) => (c['firstSeen.pair'] === true || under(number(c.quality), 0.3)) && over(number(c.volumeM3), n + 0.25),
  ],
  (n) => [
    `re(c.description, '(?i)\\\\b${words[n]}s?\\\\b')`,
    (c) =>
      text(c.description)
        ?.split('\n')
        .some((line) => patterns[n]!.test(line)) === true,
  ],
  (n) => [
    `c.consignor.country != c.exportCountry && c.packages > ${n * 5}`,
    (c) =>
      c['consignor.country'] !== undefined &&
      c.exportCountry !== undefined &&
      c['consignor.country'] !== c.exportCountry &&
      over(number(c.packages), n * 5),
  ],
  (n) => [
    `size(c.description) < ${n + 6} && !('HS_MISSING' in c.findings)`,
    (c) =>
      text(c.description) !== undefined &&
      text(c.description)!.length < n + 6 &&
      c.findings !== undefined &&
      !list(c.findings).includes('HS_MISSING'),
  ],
  (n) => [
    `c.kgPerM3 > ${n * 100}.0 ? c.mode == 'sea' : c.mode == 'air'`,
    (c) => number(c.kgPerM3) !== undefined && (over(number(c.kgPerM3), n * 100) ? c.mode === 'sea' : c.mode === 'air'),
  ],
  (n) => [
    `c.consignee.city == 'BERGEN' && c.grossKg >= ${n}.0 && hsIn(c.hs, '${chapters[n]}')`,
    (c) =>
      c['consignee.city'] === 'BERGEN' &&
      (number(c.grossKg) ?? -1) >= n &&
      list(c.hs).some((code) => code.startsWith(chapters[n]!)),
  ],
  (n) => [
    `c.score > 0.${n + 1} && c.firstSeen.consignee && c.pieces == ${n + 1}`,
    (c) => over(number(c.score), Number(`0.${n + 1}`)) && c['firstSeen.consignee'] === true && c.pieces === n + 1,
  ],
  (n) => [
    `c.currency == 'JPY' && c.valuePerKg > ${n * 10}.0`,
    (c) => c.currency === 'JPY' && over(number(c.valuePerKg), n * 10),
  ],
  (n) => [
    `c.unNumbers.exists(u, u in ['1263', '0012', '${3000 + n}']) && c.mode == 'air'`,
    (c) => c.mode === 'air' && list(c.unNumbers).some((u) => u === '1263' || u === '0012' || u === String(3000 + n)),
  ],
  (n) => [
    `c.destinationCountry in ['${countries[n]}', 'FR', 'IT', 'ES'] && c.hs4.exists(h, h == '${chapters[n]}05')`,
    (c) =>
      [countries[n], 'FR', 'IT', 'ES'].includes(text(c.destinationCountry)) && list(c.hs4).includes(`${chapters[n]}05`),
  ],
  (n) => [
    `c.level == 'house' && c.partyRoles.exists(r, r == 'agent') && c.grossKg < ${n + 1}.0`,
    (c) => c.level === 'house' && list(c.partyRoles).includes('agent') && under(number(c.grossKg), n + 1),
  ],
  (n) => [
    `c.description.startsWith('${words[n]!.toUpperCase()}') || c.description.endsWith('${words[n]!.toUpperCase()}S')`,
    (c) =>
      text(c.description)?.startsWith(words[n]!.toUpperCase()) === true ||
      text(c.description)?.endsWith(`${words[n]!.toUpperCase()}S`) === true,
  ],
]
const patterns = words.map((word) => new RegExp(`\\b${word}s?\\b`, 'i'))

/** Makes 200 rules: eight of each kind. */
export const pairedRules = (): PairedRule[] =>
  makers.flatMap((make, kind) =>
    Array.from({ length: 8 }, (_, n): PairedRule => {
      const [expression, native] = make(n)
      const body = { title: `kind ${kind}, ${n}`, expression, effect: 'case' as const, lane: null, tag: null }
      const rest = { selectShare: null, maxHitsWithoutSelection: null, basis: null, validFrom: null, validUntil: null }
      return { body: { ...body, ...rest }, native }
    }),
  )

/** Makes the plain form of an input. */
export const plainOf = ({ values }: RuleInput): Plain =>
  Object.fromEntries(
    fields.map(({ path, slot }) => {
      const value = values[slot]
      return [path.slice(2), typeof value === 'bigint' ? Number(value) : (value as Plain[string])]
    }),
  )
