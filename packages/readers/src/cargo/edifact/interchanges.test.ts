import { expect, test } from 'vitest'
import { readerCodes, readerFindings, readText } from '../invented-readings.fixture.ts'
import { cuscarHeader, interchange, inventedBaplie2, inventedCuscar } from './invented-edifact.fixture.ts'

const small = (id: string) => ({ type: 'CUSCAR:D:95B:UN', segments: ['BGM+785+X+9', `CNI+1+${id}`] })
const plain = interchange(small('B1'))

test('several messages of an interchange, and several interchanges of a file, are read in order', () => {
  const reading = readText(`${interchange(small('B1'), small('B2'))}\r\n${interchange(small('B3'))}`)
  expect(reading.messages.map(({ header, consignments }) => [header.reference, consignments[0]?.id])).toEqual([
    ...[
      ['M1', 'B1'],
      ['M2', 'B2'],
      ['M1', 'B3'],
    ],
  ])
  expect([reading.outcome, readerCodes(reading)]).toEqual(['read', []])
})

test('a group is an envelope more, and its trailer is compared', () => {
  const grouped = (count: number, reference: string) =>
    plain
      .replace('UNH+', "UNG+CUSCAR+A+B+260203:0815+G1+UN+D:95B'UNH+")
      .replace('UNZ+', `UNE+${count}+${reference}'UNZ+`)
  expect(readerCodes(readText(grouped(1, 'G1')))).toEqual([])
  expect(readerFindings(readText(grouped(2, 'G2')))).toMatchObject([
    { code: 'CONTROL_COUNT_MISMATCH', severity: 'warning', expected: 2, actual: 1 },
    { code: 'CONTROL_REFERENCE_MISMATCH', expected: 'G1', actual: 'G2' },
  ])
  expect(readerCodes(readText(grouped(1, 'G1').replace("UNE+1+G1'", '')))).toEqual(['TRAILER_MISSING'])
})

test('counts and references of trailers that differ are reported, and all is read', () => {
  const reading = readText(plain.replace('UNT+4+M1', 'UNT+40+M9').replace('UNZ+1+IC7', 'UNZ+2+IC8'))
  expect([reading.outcome, reading.messages[0]?.consignments.length]).toEqual(['read', 1])
  expect(readerFindings(reading)).toMatchObject([
    { code: 'CONTROL_COUNT_MISMATCH', expected: 40, actual: 4, literal: '40', at: '/messages/0' },
    { code: 'CONTROL_REFERENCE_MISMATCH', expected: 'M1', actual: 'M9', at: '/messages/0' },
    { code: 'CONTROL_COUNT_MISMATCH', expected: 2, actual: 1, at: null },
    { code: 'CONTROL_REFERENCE_MISMATCH', expected: 'IC7', actual: 'IC8', at: null },
  ])
  const checks = reading.messages[0]?.reconciliation.checks.filter(({ rule }) => rule === 'R7')
  expect(checks).toMatchObject([{ expected: 40, actual: 4, outcome: 'differ' }])
})

test('a message type without a reader is quarantined, and the other messages are read', () => {
  const orders = { type: 'ORDERS:D:96A:UN', segments: ['BGM+220+77+9', 'LIN+1'] }
  const alone = readText(interchange(orders))
  expect([alone.outcome, readerCodes(alone), alone.messages]).toEqual(['quarantined', ['MESSAGE_TYPE_UNKNOWN'], []])
  const text = interchange(small('B1'), orders, small('B3'))
  const mixed = readText(text)
  expect([mixed.outcome, mixed.messages.map(({ consignments }) => consignments[0]?.id)]).toEqual([
    ...['partly-read', ['B1', 'B3']],
  ])
  expect(readerFindings(mixed)).toMatchObject([{ code: 'MESSAGE_TYPE_UNKNOWN', severity: 'error', actual: 'ORDERS' }])
  const [from, to] = [text.indexOf('UNH+M2'), text.indexOf("UNT+4+M2'") + 9]
  expect(mixed.quarantined).toEqual([{ from, to, reason: 'MESSAGE_TYPE_UNKNOWN' }])
})

test('an end after a whole segment lacks trailers, and everything is read', () => {
  const reading = readText(plain.slice(0, plain.indexOf('UNT+')))
  expect([reading.outcome, readerCodes(reading)]).toEqual(['read', ['TRAILER_MISSING', 'TRAILER_MISSING']])
  expect(reading.messages[0]?.consignments.length).toBe(1)
})

test('an end inside a segment drops the group it breaks, and keeps those before it', () => {
  const segments = [
    'BGM+785+X+9',
    'CNI+1+B1',
    'GID+1+2:CT',
    'CNI+2+B2',
    'GID+1+2:CT',
    'SGP+TSTU7418520+2',
    'FTX+AAA+++OAK',
  ]
  const whole = interchange({ type: 'CUSCAR:D:95B:UN', segments })
  const inside = whole.slice(0, whole.indexOf('OAK') + 1)
  const reading = readText(inside)
  expect([reading.outcome, readerCodes(reading)]).toEqual([
    ...['partly-read', ['MESSAGE_TRUNCATED', 'TRAILER_MISSING', 'TRAILER_MISSING']],
  ])
  expect(reading.messages[0]?.consignments.map(({ id }) => id)).toEqual(['B1'])
  expect(reading.messages[0]?.loads).toEqual([])
  const from = inside.indexOf('CNI+2')
  expect(reading.quarantined).toEqual([{ from, to: inside.length, reason: 'MESSAGE_TRUNCATED' }])
  const atGroup = whole.slice(0, whole.indexOf('CNI+2') + 5)
  expect(readText(atGroup).messages[0]?.consignments.map(({ id }) => id)).toEqual(['B1'])
})

test('a broken second message leaves the first, and its findings point to it', () => {
  const text = interchange(small('B1'), { type: 'CUSCAR:D:95B:UN', segments: ['BGM+785+X+9', 'CNI+1+B2'] })
  const reading = readText(text.slice(0, text.indexOf('B2') + 1))
  expect([reading.outcome, reading.messages[0]?.consignments[0]?.id]).toEqual(['partly-read', 'B1'])
  expect(readerFindings(reading)[0]).toMatchObject({ code: 'MESSAGE_TRUNCATED', severity: 'error', at: '/messages/1' })
})

test('a mark, line ends and a last control character are no fault', () => {
  const reading = readText(`\ufeff${plain}\r\n\u001a`)
  expect([reading.outcome, readerCodes(reading)]).toEqual(['read', []])
})

test('declared separators and the release character are honoured', () => {
  const other = plain.replaceAll('+', '*').replaceAll(':', ';').replaceAll("'", '~').replace('B1', "B?*1'+:")
  const reading = readText(`UNA;*.? ~${other}`)
  expect([readerCodes(reading), reading.messages[0]?.consignments[0]?.id]).toEqual([[], "B*1'+:"])
})

test('bytes outside the declared character set are read as UTF-8 or Windows-1252, with a finding', () => {
  const named = interchange({ type: 'CUSCAR:D:95B:UN', segments: ['CNI+1+B1', 'NAD+CN+++ÉMILE ØRE'] })
  for (const encoding of ['utf8', 'latin1'] as const) {
    const reading = readText(named, encoding)
    expect(reading.messages[0]?.consignments[0]?.parties[0]?.name, encoding).toBe('ÉMILE ØRE')
    expect(readerFindings(reading)).toMatchObject([
      { code: 'CHARSET_VIOLATION', position: { byte: named.indexOf('É') } },
    ])
  }
  const declared = (syntax: string, encoding: 'utf8' | 'latin1') =>
    readerCodes(readText(named.replace('UNOA', syntax), encoding))
  expect([declared('UNOC', 'latin1'), declared('UNOY', 'utf8')]).toEqual([[], []])
  expect(declared('UNOY', 'latin1')).toEqual(['CHARSET_VIOLATION'])
})

test('text between interchanges is reported once, and both are read', () => {
  const reading = readText(`${plain}\r\nGREETINGS\r\n${inventedBaplie2}`)
  const at = plain.length + 2
  expect(readerFindings(reading)).toMatchObject([{ code: 'TEXT_OUTSIDE_INTERCHANGE', position: { byte: at } }])
  expect(reading.messages.map(({ format }) => format)).toEqual(['cuscar', 'baplie'])
})

test('a missing terminator before a group does not merge two consignments', () => {
  const segments = ['CNI+1+B1', 'FTX+AAA+++LOOSECNI+2+B2']
  const reading = readText(interchange({ type: 'CUSCAR:D:95B:UN', segments }))
  expect([readerCodes(reading)[0], reading.messages[0]?.consignments.map(({ id }) => id)]).toEqual([
    ...['SEGMENT_GLUED', ['B1', 'B2']],
  ])
})

test('a segment of more than 100,000 bytes is quarantined, and what follows is read', () => {
  const text = inventedCuscar.replace('LAMP OIL', 'X'.repeat(150_000))
  const reading = readText(text)
  expect([reading.outcome, readerCodes(reading)[2]]).toEqual(['partly-read', 'SEGMENT_UNREADABLE'])
  expect(reading.quarantined).toEqual([
    { from: text.indexOf('FTX+AAA+++XXX'), to: text.indexOf("'\r\nMEA+WT") + 1, reason: 'SEGMENT_UNREADABLE' },
  ])
  expect(reading.messages[0]?.consignments.length).toBe(2)
})

test('segments that belong to no message are quarantined', () => {
  const reading = readText(plain.replace(/UNH[^']*'/, ''))
  expect([reading.outcome, readerCodes(reading)[0]]).toEqual(['quarantined', 'MESSAGE_TYPE_UNKNOWN'])
  expect(readerCodes(readText(interchange({ type: 'CUSCAR:D:95B:UN', segments: [...cuscarHeader, 'ZZZ+1'] })))).toEqual(
    ['SEGMENT_UNKNOWN'],
  )
})

test('an interchange without a message, or a start without an interchange, is quarantined', () => {
  expect(readerCodes(readText("UNB+UNOA:2+A+B+260203:0815+IC7'UNZ+0+IC7'"))).toEqual(['MESSAGE_TYPE_UNKNOWN'])
  const lost = readText("UNA:+.? 'NOTHING")
  expect([lost.outcome, readerCodes(lost).at(-1)]).toEqual(['quarantined', 'NO_INTERCHANGE'])
})
