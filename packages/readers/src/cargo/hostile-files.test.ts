import type { CargoReading } from '@entente/contracts'
import { expect, test } from 'vitest'
import { inventedXfwb } from './cargo-xml/invented-cargo-xml.fixture.ts'
import { cuscarConsignments, cuscarHeader, interchange, inventedCuscar } from './edifact/invented-edifact.fixture.ts'
import { faultOf } from './fuzz/judge-reading.fixture.ts'
import { readText } from './invented-readings.fixture.ts'

/** The findings and the ranges of what is above a limit. */
const tooLarge = ({ findings, quarantined }: CargoReading) => ({
  findings: findings.filter(({ code }) => code === 'INPUT_TOO_LARGE').map(({ message }) => message),
  ranges: quarantined.filter(({ reason }) => reason === 'INPUT_TOO_LARGE').map(({ from, to }) => [from, to]),
})
const idsOf = (reading: CargoReading) =>
  reading.messages.flatMap(({ consignments }) => consignments.map(({ id }) => id))
const tooLong = (unit: string) => [`one part of the message has more than 100000 ${unit} or 8000000 bytes`]

test('a consignment of CUSCAR ends at a limit, and the next one is read', () => {
  const segments = cuscarConsignments.indexOf('GID+1+24:CT')
  const flood = Array.from({ length: 110_000 }, () => 'SEL+A1')
  const text = interchange({
    type: 'CUSCAR:D:95B:UN',
    segments: [...cuscarHeader, ...cuscarConsignments.toSpliced(segments, 0, ...flood)],
  })
  const reading = readText(text)
  const { findings, ranges } = tooLarge(reading)
  expect(findings).toEqual(tooLong('segments'))
  expect(ranges).toEqual([[text.indexOf('SEL+A1') + 9 * (100_000 - segments), text.indexOf('CNI+2')]])
  expect([reading.outcome, idsOf(reading)]).toEqual(['partly-read', ['NORL26001', 'HB-9']])
})

test('a consignment of CUSCAR has at most 8 million bytes, and the parts together may have more', () => {
  const long = `FTX+AAI+++${'KEEP DRY AND COOL '.repeat(3).repeat(10)}`
  const one = (count: number) => cuscarConsignments.toSpliced(1, 0, ...Array.from({ length: count }, () => long))
  const read = (...counts: number[]) =>
    tooLarge(readText(interchange({ type: 'CUSCAR:D:95B:UN', segments: [...cuscarHeader, ...counts.flatMap(one)] })))
  expect(read(16_000).findings).toEqual(tooLong('segments'))
  expect(read(8_000, 8_000)).toEqual({ findings: [], ranges: [] })
})

test('the head of a message ends at a limit too', () => {
  const flood = Array.from({ length: 110_000 }, () => 'DTM+132:20260203:102')
  const reading = readText(interchange({ type: 'CUSCAR:D:95B:UN', segments: [...flood, ...cuscarConsignments] }))
  expect(tooLarge(reading).findings).toEqual(tooLong('segments'))
  expect(idsOf(reading)).toEqual(['NORL26001', 'HB-9'])
})

test('a stow position of BAPLIE ends at a limit, and the next one is read', () => {
  const position = (cell: string, id: string, also: string[]) => [
    `LOC+147+${cell}::5`,
    `EQD+CN+${id}+45R1+++5`,
    ...also,
  ]
  const flood = Array.from({ length: 110_000 }, (_, i) => `RFF+BM:B${i}`)
  const reading = readText(
    interchange({
      type: 'BAPLIE:D:13B:UN:SMDG31',
      segments: [
        'BGM+659+PLAN2+9',
        ...position('0020382', 'TSTU7418520', flood),
        ...position('0020384', 'XYZU1234565', []),
      ],
    }),
  )
  expect(tooLarge(reading).findings).toEqual(tooLong('segments'))
  const equipment = reading.messages[0]?.equipment ?? []
  expect(equipment.map(({ id, consignmentIds }) => [id, consignmentIds.length])).toEqual([
    ['TSTU7418520', 99_998],
    ['XYZU1234565', 0],
  ])
})

test.each([
  ['FWB', 'FWB/16\n999-12345675OSLIST/T6K19\nSSR/A\n', '/A\n', 'FWB/16\n999-12345686OSLIST/T6K19\n'],
  [
    'FHL',
    'FHL/4\nMBI/999-12345675OSLIST/T6K19\nHBS/H1/OSLIST/3/K9//TOOLS\nTXT/A\n',
    '/A\n',
    'HBS/H2/OSLIST/3/K9//TOOLS\n',
  ],
  [
    'FFM',
    'FFM/8\n1/ZZ0412/03FEB/OSL\nIST\n999-12345675OSLIST/T6K19/TOOLS\nOCI/A\n',
    '/A\n',
    '999-12345686OSLIST/T6K19/TOOLS\nLAST\n',
  ],
])('a consignment of %s ends at a limit, and the next one is read', (_, start, line, next) => {
  const text = `${start}${line.repeat(110_000)}${next}`
  const reading = readText(text)
  const { findings, ranges } = tooLarge(reading)
  expect([findings, ranges.length, ranges[0]?.[1]]).toEqual([tooLong('lines'), 1, text.length - next.length])
  expect(idsOf(reading).at(-1)).toMatch(/^(999-12345686|H2)$/)
})

test('an air waybill that a manifest names again and again goes out after 32 million bytes', () => {
  const load = (serial: string) => `999-${serial}OSLIST/P1K1T9/TOOLS\n`
  const one = load('12345675') + `OCI/A/${'B'.repeat(4_000)}\n`.repeat(300) + load('12345686')
  const reading = readText(`FFM/8\n1/ZZ0412/03FEB/OSL\nIST\n${one.repeat(30)}LAST\n`)
  const { consignments = [], loads = [] } = reading.messages[0] ?? {}
  expect([consignments.length, loads.length]).toEqual([2, 60])
  expect(consignments[0]?.customsNotes).toHaveLength(27 * 300)
  expect(reading.findings.map(({ code }) => code)).toContain('CONSIGNMENT_REPEATED')
  expect(tooLarge(reading).findings).toEqual([])
})

test.each([
  ['Cargo-IMP', (count: number) => 'FWB/1\n'.repeat(count)],
  ['EDIFACT', (count: number) => `UNB+UNOA:2+A+B+260203:0815+1'${"UNH+1+BAPLIE:D:95B:UN'UNT+2+1'".repeat(count)}`],
])('a file of %s has at most ten thousand messages', (_, fileOf) => {
  const text = fileOf(10_050)
  const reading = readText(text)
  const from = fileOf(10_000).length
  expect([reading.messages.length, tooLarge(reading).findings]).toEqual([
    10_000,
    ['more than 10000 messages in one file'],
  ])
  expect(reading.quarantined.at(-1)?.to).toBe(text.length)
  expect(reading.quarantined.some((range) => range.from <= from && range.to === text.length)).toBe(true)
  expect(faultOf(Buffer.from(text), reading)).toBe(null)
  expect(tooLarge(readText(fileOf(10_000))).findings).toEqual([])
})

test('above a thousand quarantined ranges, the last one stands for the rest', () => {
  const stray = `UNH+1+XXXXXX:D:95B:UN'UNT+2+1'UNH+2+BAPLIE:D:95B:UN'UNT+2+2'`
  const text = `UNB+UNOA:2+A+B+260203:0815+1'${stray.repeat(1_200)}UNZ+2400+1'`
  const reading = readText(text)
  expect(reading.quarantined).toHaveLength(1_000)
  expect(reading.quarantined.at(-1)?.to).toBeGreaterThan(text.lastIndexOf('XXXXXX'))
  expect(tooLarge(reading).findings).toHaveLength(1)
})

test('lawful files stay below the limits', () => {
  for (const text of [inventedCuscar, inventedXfwb()]) expect(tooLarge(readText(text)).findings).toEqual([])
})
