import { readCargo } from '@entente/readers'
import type { Findings } from '../report/figure.ts'
import { bestRate } from '../report/measure-cpu.ts'
import { loadTokenizer, walkWithCursor } from '../travel/measure-tokenizer.ts'

const MESSAGES = 600
const PASSES = 80
const texts = [
  'CAST IRON COOKING PANS WITH LIDS',
  'COMBED MERINO WOOL IN BALES',
  'BRASS VALVES FOR WATER PIPES',
  'OAK FLOORING BOARDS',
]
const names = ['NORDVIK HOUSEWARES AS', 'FJORD WOOL MILLS AS', 'LONG ISLET BRASSWORKS AS', 'BIRCHFIELD TIMBER AS']
const codes = ['732391', '510529', '848180', '440929']

/** Measures how many CUSCAR messages of one consignment are read per CPU second, beside the bare tokenizer. */
export async function measureCuscar(): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const messages = Array.from({ length: MESSAGES }, (_, index) => Buffer.from(inventMessage(index)))
  const bytes = messages.reduce((sum, { length }) => sum + length, 0)
  const tokenizer = await loadTokenizer()
  // Each round begins with a full collection of garbage, which also discards the compiled code of objects that are gone.
  // A round of many passes weighs that as little as a node does that reads without a pause.
  const read = bestRate(MESSAGES * PASSES, () => {
    for (let pass = 0; pass < PASSES; pass++) for (const message of messages) readCargo(message)
  })
  const bare = bestRate(MESSAGES, () => {
    for (const message of messages) walkWithCursor(tokenizer, message, true)
  })
  const figures: Findings['figures'] = [
    {
      name: 'CUSCAR read',
      value: read,
      unit: 'messages / CPU s',
      beside: { name: 'bare tokenizer', value: bare },
      goal: { is: 'at least', value: 50_000 },
      note: `${MESSAGES} messages of ${Math.round(bytes / MESSAGES)} bytes, with all checks`,
    },
    { name: 'CUSCAR read, of the bare tokenizer', value: read / bare, unit: 'x', goal: { is: 'at least', value: 0.4 } },
  ]
  const isUnread = messages.some((message) => readCargo(message).outcome !== 'read')
  return { figures, faults: isUnread ? ['a message was not read whole'] : [] }
}

/** Writes the report of one bill on a container, without any fault. */
function inventMessage(index: number): string {
  const bill = `NORL26${String(index).padStart(6, '0')}`
  const box = containerNumber(index)
  const [text, name, code] = [texts, names, codes].map((list) => list[index % list.length] ?? '')
  const kg = 1_000 + (index % 700)
  const segments = [
    ...['BGM+785+MAN26+9', 'DTM+137:202602030800:203', 'TDT+20+V042E+1++NORL:172:20+++9074729:146:11:MV LONG ISLET:NO'],
    ...['LOC+60+GBFXT::139', 'DTM+132:202602051330:203', `EQD+CN+${box}+22G1:102:5++3+5`, `MEA+AAE+G+KGM:${kg}`],
    ...[`SEL+SX${index}`, `CNI+1+${bill}`, `RFF+BM:${bill}`, `CNT+7:${kg}:KGM`, 'CNT+8:24', 'LOC+9+NOOSL::139'],
    ...['LOC+11+GBFXT::139', 'LOC+76+NOOSL::139', 'GIS+23', `NAD+CZ+${index}:160:9++${name}+QUAY 4+OSLO++0150+NO`],
    ...[`NAD+CN+7${index}:109++ACORN FOODS LTD+MILL LANE 4+IPSWICH+SFK+IP1+GB`],
    ...['NAD+NI+++LUNE TRADERS+SHORE ROAD 2+WHITBY++WH1+GB', 'GID+1+24:CT', `FTX+AAA+++${text}`],
    ...[`MEA+AAE+G+KGM:${kg}`, `SGP+${box}+24`, `PCI+28+ACORN ${index} IPSWICH`, `RFF+HS:${code}`],
  ]
  const message = ['UNH+M1+CUSCAR:D:95B:UN', ...segments, `UNT+${segments.length + 2}+M1`]
  const all = [`UNB+UNOA:2+FERRYMAN:ZZ+CUSTOMS:ZZ+260203:0815+IC${index}`, ...message, `UNZ+1+IC${index}`]
  return all.map((segment) => `${segment}'`).join('\r\n')
}

/** Returns a container number with its check digit (ISO 6346). The letters T, S, T, U have the values 31, 30, 31 and 32. */
function containerNumber(index: number): string {
  const digits = String(index).padStart(6, '0')
  const values = [31, 30, 31, 32, ...[...digits].map(Number)]
  const sum = values.reduce((total, value, at) => total + value * 2 ** at, 0)
  return `TSTU${digits}${(sum % 11) % 10}`
}
