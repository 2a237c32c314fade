import { watchedGoods } from './rules/node-rules.ts'

const goods: readonly (readonly [text: string, hs: string])[] = [
  ['CAST IRON COOKING PANS WITH LIDS', '732391'],
  ['COMBED MERINO WOOL IN BALES', '510529'],
  ['COPPER KETTLES WITHOUT CABLE', '741810'],
  ['OAK FLOORING BOARDS', '440929'],
  ['FROZEN COD FILLETS', '030471'],
  ['RUBBER DOOR SEALS FOR CARS', '401693'],
  ['GLAZED WALL TILES', '690723'],
  ['STEEL SHELVING FOR SHOPS', '940320'],
]
const first = [
  'NORDVIK',
  'FJORD',
  'LONG ISLET',
  'BIRCHFIELD',
  'SKERRY',
  'HEATHER',
  'QUAYSIDE',
  'PINEWOOD',
  'ALDER',
  'TARN',
]
const second = ['HOUSEWARES', 'WOOL MILLS', 'BRASSWORKS', 'TIMBER', 'FISHERIES', 'RUBBER', 'CERAMICS', 'STEELWORKS']
const third = ['TRADING', 'EXPORT', 'SUPPLY', 'WORKS', 'GROUP']
const towns = ['IPSWICH', 'WHITBY', 'LYNN', 'BOSTON', 'GOOLE', 'BLYTH']
const ports = ['NOOSL', 'NOBGO', 'SEGOT', 'DKAAR', 'FIHEL', 'ISREY']
/** One bill in so many has the goods that a rule of `nodeRules` watches. */
const eachWatched = 200

/** The ship arrives in five days, so that no case is overdue when it opens. */
const dayAfter = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')

/**
 * Writes a cargo report (CUSCAR) of `count` bills from this number on, each on a container of its own, without any fault. The
 * trade has 400 consignors, 400 usual consignees and ten large ones, to which every third bill goes, and six routes.
 */
export function makeReport(from: number, count: number): string {
  const numbers = Array.from({ length: count }, (_, at) => from + at)
  const segments = [
    ...[
      'BGM+785+MAN26+9',
      `DTM+137:${dayAfter(0)}0800:203`,
      'TDT+20+V042E+1++NORL:172:20+++9074729:146:11:MV LONG ISLET:NO',
    ],
    ...['LOC+60+GBFXT::139', `DTM+132:${dayAfter(5)}1330:203`],
    ...numbers.flatMap((index) => [
      ...[`EQD+CN+${containerNumber(index)}+22G1:102:5++3+5`, `MEA+AAE+G+KGM:${kgOf(index)}`, `SEL+SX${index}`],
    ]),
    ...numbers.flatMap((index, at) => bill(index, at + 1)),
  ]
  const message = ['UNH+M1+CUSCAR:D:95B:UN', ...segments, `UNT+${segments.length + 2}+M1`]
  const all = [
    `UNB+UNOA:2+FERRYMAN:ZZ+CUSTOMS:ZZ+${dayAfter(0).slice(2)}:0815+IC${from}`,
    ...message,
    `UNZ+1+IC${from}`,
  ]
  return all.map((segment) => `${segment}'`).join('\r\n')
}

const pick = (list: readonly string[], n: number): string => list[n % list.length] as string
const company = (n: number): string =>
  `${pick(first, n)} ${pick(second, Math.floor(n / 10))} ${pick(third, Math.floor(n / 80))}`
/** Spreads neighbouring numbers, so that one report has every party. */
const spread = (index: number, of: number): number => (index * 7919) % of
const kgOf = (index: number): number => 1_000 + (index % 700)

/** Returns the number of a bill. */
export const billNumber = (index: number): string => `NORL26${String(index).padStart(6, '0')}`

function bill(index: number, sequence: number): string[] {
  const number = billNumber(index)
  const [text, hs] = index % eachWatched === 0 ? [watchedGoods.text, watchedGoods.hs] : goodsOf(index)
  const consignee = index % 3 === 0 ? spread(index, 10) : 10 + spread(index, 390)
  return [
    ...[`CNI+${sequence}+${number}`, `RFF+BM:${number}`, `CNT+7:${kgOf(index)}:KGM`, 'CNT+8:24'],
    ...[
      `LOC+9+${pick(ports, spread(index, 6))}::139`,
      'LOC+11+GBFXT::139',
      `LOC+76+${pick(ports, spread(index, 6))}::139`,
    ],
    ...['GIS+23', `NAD+CZ+${index}:160:9++${company(spread(index, 400))} AS+QUAY 4+OSLO++0150+NO`],
    ...[`NAD+CN+7${index}:109++${company(consignee)} LTD+MILL LANE 4+${pick(towns, consignee)}+SFK+IP1+GB`],
    ...['NAD+NI+++LUNE TRADERS+SHORE ROAD 2+WHITBY++WH1+GB', 'GID+1+24:CT', `FTX+AAA+++${text}`],
    ...[
      `MEA+AAE+G+KGM:${kgOf(index)}`,
      `SGP+${containerNumber(index)}+24`,
      `PCI+28+ACORN ${index} IPSWICH`,
      `RFF+HS:${hs}`,
    ],
  ]
}

const goodsOf = (index: number): readonly [string, string] =>
  goods[spread(index, goods.length)] as (typeof goods)[number]

/** Returns a container number with its check digit (ISO 6346). The letters T, S, T, U have the values 31, 30, 31 and 32. */
function containerNumber(index: number): string {
  const digits = String(index % 1_000_000).padStart(6, '0')
  const values = [31, 30, 31, 32, ...[...digits].map(Number)]
  const sum = values.reduce((total, value, at) => total + value * 2 ** at, 0)
  return `TSTU${digits}${(sum % 11) % 10}`
}
