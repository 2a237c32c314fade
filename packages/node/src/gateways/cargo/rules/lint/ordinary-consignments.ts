import { type AnyConsignment, readInput } from '../input/read-input.ts'
import type { RuleInput } from '../input/rule-input.ts'

/** Goods of everyday trade: description, HS code, kg of a piece. */
const goods = [
  ['STEEL PIPES FOR WATER', '730630', 120],
  ['COTTON SHIRTS FOR WOMEN', '610620', 9],
  ['MUSICAL INSTRUMENTS, GUITARS', '920290', 14],
  ['FROZEN TURKEY MEAT', '020727', 22],
  ['AROMATIC OILS', '330129', 18],
  ['LAPTOP COMPUTERS', '847130', 11],
  ['PAPER IN ROLLS', '480257', 410],
  ['RUBBER TYRES FOR CARS', '401110', 36],
  ['GLASS BOTTLES, EMPTY', '701090', 210],
  ['PRINTED BOOKS', '490199', 16],
  ['WOODEN CHAIRS AND TABLES', '940169', 27],
  ['TAPS AND VALVES OF BRASS', '848180', 31],
  ['COFFEE BEANS, ROASTED', '090121', 60],
  ['MEDICINES IN TABLETS', '300490', 7],
  ['PLASTIC TOYS AND PUZZLES', '950300', 12],
  ['CERAMIC TILES', '690721', 900],
  ['MOBILE TELEPHONES', '851713', 5],
  ['LEATHER HANDBAGS', '420221', 8],
  ['FRESH ROSES AND OTHER CUT FLOWERS', '060311', 6],
  ['ELECTRIC MOTORS UNDER 1 KW', '850110', 44],
] as const
const modes = ['air', 'sea', 'air', 'sea', 'road', 'air', 'sea', 'road', 'rail'] as const
const countries = 'NO IT KE BR JP CA DE IN ZA MX VN PL TR EG AU CN US MA TH NG'.split(' ')
const names = ['ACORN', 'LUNE', 'NORDVIK', 'TALUS', 'MERIDIAN', 'OKAPI', 'SABLE', 'VERGE', 'CORVO', 'HALDEN', 'IRIS']
const trades = ['TRADERS', 'FOODS', 'MACHINERY', 'TEXTILES', 'HOUSE', 'AND SONS', 'IMPORTS'] as const
const findings = [[], [], [], ['HS_MISSING'], [], ['VAGUE_DESCRIPTION'], [], ['PIECES_MISMATCH', 'DECIMAL_COMMA']]

const count = 240
let made: readonly RuleInput[] | null = null

/**
 * Returns 240 invented consignments of everyday trade, always the same. A condition that holds for nearly all of them says
 * nothing about goods, route or data quality.
 */
export function ordinaryConsignments(): readonly RuleInput[] {
  made ??= Array.from({ length: count }, (_, n) => ordinary(n))
  return made
}

function ordinary(n: number): RuleInput {
  // Steps without a common divisor make the combinations differ.
  const pick = <T>(list: readonly T[], step: number): T => list[(n * step + Math.floor(n / list.length)) % list.length]!
  const [description, hs, kg] = pick(goods, 7)
  const pieces = 1 + ((n * 13) % 47)
  const [from, to] = [pick(countries, 3), pick(countries, 11)]
  const party = (role: 'consignor' | 'consignee' | 'notify', country: string, step: number) => ({
    ...{
      role,
      country,
      name: `${pick(names, step)} ${pick(trades, step)}`,
      city: `CITY ${n % 9}`,
      id: `${country}${n}`,
    },
    ...{ roleAsSent: null, street: null, subdivision: null, postcode: null, accountId: null, iataAgentCode: null },
    ...{ cassCode: null, taxIds: [], contacts: [], toOrder: false, sameAs: null },
  })
  const consignment: AnyConsignment = {
    ...{ level: n % 3 === 0 ? 'master' : 'house', mode: pick(modes, 5), nature: n % 4 === 0 ? 'transit' : 'import' },
    ...{ origin: `${from}AAA`, destination: `${to}BBB`, exportCountry: from, destinationCountry: to },
    ...{ routeCountries: n % 2 === 0 ? [from, to] : [from, pick(countries, 17), to], pieces, packages: pieces * 2 },
    ...{ grossKg: pieces * kg * (0.6 + (n % 7) / 10), volumeM3: pieces * 0.1 * (1 + (n % 5)) },
    ...{ value: { amount: 40 + pieces * 37 * (1 + (n % 11)), currency: n % 3 === 0 ? 'EUR' : 'USD' } },
    ...{ description, handlingText: n % 5 === 0 ? ['KEEP DRY'] : [], hsCodes: [hs] },
    ...{ unNumbers: n % 12 === 0 ? ['1263'] : [], specialHandling: n % 9 === 0 ? ['PER'] : [] },
    ...{ equipmentIds: n % 2 === 0 ? [`TSTU${100_000 + n}`] : [] },
    parties: [party('consignor', from, 5), party('consignee', to, 7), ...(n % 2 === 0 ? [party('notify', to, 3)] : [])],
  }
  return readInput(consignment, {
    now: `2026-0${1 + (n % 9)}-1${n % 10}T10:00:00Z`,
    rate: 1,
    findings: pick(findings, 3),
    unClasses: n % 12 === 0 ? ['3'] : [],
    firstSeen: {
      ...{ consignor: n % 5 === 0, consignee: n % 6 === 0, pair: n % 4 === 0, route: n % 8 === 0 },
      hsForConsignee: n % 7 === 0,
    },
    quality: 0.5 + (n % 50) / 100,
    watch: { best: n % 30 === 0 ? 0.6 : 0, kinds: n % 30 === 0 ? ['entity'] : [] },
    score: (n % 97) / 97,
    tableTags: new Set(n % 20 === 0 ? ['chemical'] : []),
  })
}
