const texts = [
  'CAST IRON COOKING PANS WITH LIDS',
  'COMBED MERINO WOOL IN BALES',
  'BRASS VALVES FOR WATER PIPES',
  'OAK FLOORING BOARDS',
]
const names = ['NORDVIK HOUSEWARES AS', 'FJORD WOOL MILLS AS', 'LONG ISLET BRASSWORKS AS', 'BIRCHFIELD TIMBER AS']
const codes = ['732391', '510529', '848180', '440929']

/** Writes a cargo report (CUSCAR) of `count` bills from this number on, each on a container of its own, without any fault. */
export function makeReport(first: number, count: number): string {
  const numbers = Array.from({ length: count }, (_, at) => first + at)
  const segments = [
    ...['BGM+785+MAN26+9', 'DTM+137:202602030800:203', 'TDT+20+V042E+1++NORL:172:20+++9074729:146:11:MV LONG ISLET:NO'],
    ...['LOC+60+GBFXT::139', 'DTM+132:202602051330:203'],
    ...numbers.flatMap((index) => [
      ...[`EQD+CN+${containerNumber(index)}+22G1:102:5++3+5`, `MEA+AAE+G+KGM:${kgOf(index)}`, `SEL+SX${index}`],
    ]),
    ...numbers.flatMap((index, at) => bill(index, at + 1)),
  ]
  const message = ['UNH+M1+CUSCAR:D:95B:UN', ...segments, `UNT+${segments.length + 2}+M1`]
  const all = [`UNB+UNOA:2+FERRYMAN:ZZ+CUSTOMS:ZZ+260203:0815+IC${first}`, ...message, `UNZ+1+IC${first}`]
  return all.map((segment) => `${segment}'`).join('\r\n')
}

const kgOf = (index: number): number => 1_000 + (index % 700)

function bill(index: number, sequence: number): string[] {
  const number = `NORL26${String(index).padStart(6, '0')}`
  const [text, name, code] = [texts, names, codes].map((list) => list[index % list.length] ?? '')
  return [
    ...[`CNI+${sequence}+${number}`, `RFF+BM:${number}`, `CNT+7:${kgOf(index)}:KGM`, 'CNT+8:24', 'LOC+9+NOOSL::139'],
    ...['LOC+11+GBFXT::139', 'LOC+76+NOOSL::139', 'GIS+23', `NAD+CZ+${index}:160:9++${name}+QUAY 4+OSLO++0150+NO`],
    ...[`NAD+CN+7${index}:109++ACORN FOODS LTD+MILL LANE 4+IPSWICH+SFK+IP1+GB`],
    ...['NAD+NI+++LUNE TRADERS+SHORE ROAD 2+WHITBY++WH1+GB', 'GID+1+24:CT', `FTX+AAA+++${text}`],
    ...[
      `MEA+AAE+G+KGM:${kgOf(index)}`,
      `SGP+${containerNumber(index)}+24`,
      `PCI+28+ACORN ${index} IPSWICH`,
      `RFF+HS:${code}`,
    ],
  ]
}

/** Returns a container number with its check digit (ISO 6346). The letters T, S, T, U have the values 31, 30, 31 and 32. */
function containerNumber(index: number): string {
  const digits = String(index).padStart(6, '0')
  const values = [31, 30, 31, 32, ...[...digits].map(Number)]
  const sum = values.reduce((total, value, at) => total + value * 2 ** at, 0)
  return `TSTU${digits}${(sum % 11) % 10}`
}
