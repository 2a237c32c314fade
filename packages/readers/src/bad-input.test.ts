import { expect, test } from 'vitest'
import {
  anna,
  bytesOf,
  codesOf,
  edi,
  findingsOf,
  LEG,
  lea,
  listOf,
  omar,
  paxlst,
  paxlstSegments,
  pnrgov,
  pushOf,
} from './invented-messages.fixture.ts'
import { LARGEST_INPUT, readTravel } from './read-travel.ts'

// These tests cover the table of bad input of the travel reader in docs/requirements.md; each title ends with the row
// of that table. Where the table says that the command exits with status 1, `outcome` is not `read` here.

const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

test('an empty input is quarantined (row 1)', () => {
  const reading = readTravel(new Uint8Array(0))
  expect([reading.outcome, codesOf(reading), reading.bytes]).toEqual(['quarantined', ['NO_INTERCHANGE'], 0])
})

test('a text without an interchange is quarantined as a whole (row 2)', () => {
  const reading = readTravel(bytesOf('Dear desk, the list follows tomorrow.'))
  expect([reading.outcome, codesOf(reading)]).toEqual(['quarantined', ['NO_INTERCHANGE']])
  expect(reading.quarantined).toEqual([{ from: 0, to: 37, reason: 'NO_INTERCHANGE' }])
})

const ORDERS = ['UNH+O1+ORDERS:D:96A:UN', 'BGM+220+4711', 'NAD+BY+++SHOP', 'UNT+4+O1']

test('an interchange that has only unknown message types is quarantined (row 3)', () => {
  const reading = readTravel(edi('UNB+UNOA:4+A+B+240510:0830+R', ...ORDERS, 'UNZ+1+R'))
  expect([reading.outcome, codesOf(reading)]).toEqual(['quarantined', ['MESSAGE_TYPE_UNKNOWN']])
  expect(findingsOf(reading, 'MESSAGE_TYPE_UNKNOWN')[0]).toMatchObject({ severity: 'error', literal: 'ORDERS' })
  expect(reading.messages).toEqual([])
})

const CUSRES = ['UNH+C1+CUSRES:D:05B:UN:IATA', 'BGM+962', 'ERP+2', 'ERC+0Z', 'UNT+5+C1']

test('an answer that was sent to the wrong end is quarantined, not read as a message without people', () => {
  for (const [type, answer] of [
    ['CUSRES', CUSRES],
    ['ACKRES', ['UNH+A1+ACKRES:13:1:IA', 'MSG+:23+3', 'UNT+3+A1']],
    ['CUSRES', CUSRES.map((segment) => segment.replace('CUSRES', 'cusres'))],
  ] as const) {
    const bytes = edi('UNB+UNOA:4+A+B+240510:0830+R', ...answer, 'UNZ+1+R')
    const reading = readTravel(bytes)
    expect([reading.outcome, reading.format, codesOf(reading)]).toEqual(['quarantined', type, ['MESSAGE_TYPE_UNKNOWN']])
    const [range] = reading.quarantined
    expect(text(bytes.subarray(range!.from, range!.to))).toBe(`${answer.join("'\n")}'`)
  }
})

test('an answer beside a passenger list is quarantined; the list is read', () => {
  const segments = paxlstSegments([anna])
  segments.splice(-1, 1, ...CUSRES, 'UNZ+2+REF0001')
  const reading = readTravel(edi(...segments))
  expect([reading.outcome, reading.format, codesOf(reading)]).toEqual([
    'partly-read',
    'PAXLST',
    ['MESSAGE_TYPE_UNKNOWN'],
  ])
  expect(listOf(reading).people).toHaveLength(1)
})

test('a readable message is kept if the file also has an unknown message (row 4)', () => {
  const segments = paxlstSegments([anna])
  segments.splice(-1, 1, ...ORDERS, 'UNZ+2+REF0001')
  const bytes = edi(...segments)
  const reading = readTravel(bytes)
  expect([reading.outcome, codesOf(reading)]).toEqual(['partly-read', ['MESSAGE_TYPE_UNKNOWN']])
  expect(listOf(reading).people).toHaveLength(1)
  const [range] = reading.quarantined
  expect(text(bytes.subarray(range!.from, range!.to))).toBe(`${ORDERS.join("'\n")}'`)
})

test('a file cut inside the third person keeps the data before the cut (row 5)', () => {
  const bytes = paxlst(anna, omar, ['NAD+FL+++STRANDED:MIDWAY', 'ATT+2++F', 'DTM+329:900101', 'NAT+2+NOR'], anna)
  const cut = text(bytes).indexOf("0101'\nNAT+2+NOR'\nNAD")
  const reading = readTravel(bytes.subarray(0, cut))
  expect(reading.outcome).toBe('partly-read')
  expect(codesOf(reading)).toEqual(['DATE_INVALID', 'MESSAGE_TRUNCATED', 'TRAILER_MISSING'])
  expect(listOf(reading).people).toMatchObject([
    { surname: 'LINDQVIST', documents: [{ number: 'N1234567' }] },
    { surname: 'HADDAR', documents: [{ number: 'T7654321' }] },
    { surname: 'STRANDED', given: 'MIDWAY', sex: 'F', birthDate: null, nationality: null },
  ])
  expect(listOf(reading).people).toHaveLength(3)
})

test('missing trailers and a different reference give findings and lose nothing (row 6)', () => {
  const whole = paxlstSegments([anna])
  const without = readTravel(edi(...whole.slice(0, -2)))
  expect([without.outcome, codesOf(without)]).toEqual(['read', ['TRAILER_MISSING']])
  expect(findingsOf(without, 'TRAILER_MISSING').map(({ message }) => message)).toEqual([
    'UNT is missing',
    'UNZ is missing',
  ])
  whole[whole.length - 1] = 'UNZ+1+OTHER'
  const other = readTravel(edi(...whole))
  expect([other.outcome, codesOf(other)]).toEqual(['read', ['CONTROL_REFERENCE_MISMATCH']])
  expect(other.findings[0]).toMatchObject({ literal: 'OTHER', position: { tag: 'UNZ', element: 2, component: 1 } })
})

test('a typographic quote after a segment ends the segment (row 7)', () => {
  for (const quote of ['\u00e2\u0080\u0099', '\u0092']) {
    const bytes = bytesOf(text(paxlst(anna, omar)).replace(":MARIT'", `:MARIT${quote}`))
    const reading = readTravel(bytes)
    expect([reading.outcome, codesOf(reading)]).toEqual(['read', ['SEGMENT_UNTERMINATED']])
    expect(listOf(reading).people[0]).toMatchObject({ middle: 'MARIT', sex: 'F' })
  }
})

test('a message with typographic quotes as terminators is read completely (row 7)', () => {
  const plain = paxlst(anna, omar)
  const reading = readTravel(bytesOf(`UNA:+.? \u00e2\u0080\u0099${text(plain).replaceAll("'", '\u00e2\u0080\u0099')}`))
  expect(codesOf(reading)).toEqual(['SEGMENT_UNTERMINATED', 'UNA_DAMAGED'])
  expect([reading.outcome, listOf(reading).people]).toEqual(['read', listOf(readTravel(plain)).people])
})

test('a typographic quote within a name is part of the name (row 7)', () => {
  const reading = readTravel(paxlst(['NAD+FL+++O\u00e2\u0080\u0099MARA:ANN']))
  expect(listOf(reading).people[0]!.surname).toBe('O’MARA')
})

test('a release character at the very end gives a finding (row 8)', () => {
  const bytes = bytesOf(text(paxlst(anna)).replace(/'\n$/, '?'))
  const reading = readTravel(bytes)
  expect(reading.outcome).toBe('read')
  expect(findingsOf(reading, 'RELEASE_DANGLING')).toMatchObject([
    { position: { byte: bytes.length - 1 }, literal: '?' },
  ])
})

test('a release character after the last terminator is not reported as stray text (row 8)', () => {
  const whole = text(paxlst(anna)).trimEnd()
  const alone = readTravel(bytesOf(`${whole}?\n`))
  expect([alone.outcome, codesOf(alone)]).toEqual(['read', ['RELEASE_DANGLING']])
  expect(findingsOf(alone, 'RELEASE_DANGLING')).toMatchObject([{ position: { byte: whole.length }, literal: '?' }])
  const typed = readTravel(bytesOf(`${whole} sent by desk 4?`))
  expect(codesOf(typed)).toEqual(['RELEASE_DANGLING', 'TEXT_OUTSIDE_INTERCHANGE'])
  expect(codesOf(readTravel(bytesOf(`${whole}??`)))).toEqual(['TEXT_OUTSIDE_INTERCHANGE'])
})

test('control bytes in a name are dropped; non-ASCII bytes are read with a table (row 9)', () => {
  const bytes = paxlst(['NAD+FL+++RO\u0000E\u00ff:ANN'])
  const reading = readTravel(bytes)
  expect(reading.outcome).toBe('read')
  expect(listOf(reading).people[0]!.surname).toBe('ROEÿ')
  expect(findingsOf(reading, 'CHARSET_VIOLATION').map(({ position }) => position!.byte)).toEqual([
    bytes.indexOf(0x00),
    bytes.indexOf(0xff),
  ])
})

test('an unknown segment gives a finding and changes nothing else (row 10)', () => {
  const reading = readTravel(paxlst([...anna.slice(0, 3), 'ZZX+1', ...anna.slice(3)]))
  expect([reading.outcome, codesOf(reading)]).toEqual(['read', ['SEGMENT_UNKNOWN']])
  expect(findingsOf(reading, 'SEGMENT_UNKNOWN')[0]).toMatchObject({ literal: 'ZZX+1', position: { tag: 'ZZX' } })
  expect(listOf(reading).people[0]!.documents).toHaveLength(1)
})

test('an impossible birth date is null; the finding has its literal (row 11)', () => {
  const bytes = paxlst(['NAD+FL+++ROE:ANN', 'DTM+329:991332'])
  const reading = readTravel(bytes)
  expect(listOf(reading).people[0]!.birthDate).toBeNull()
  expect(findingsOf(reading, 'DATE_INVALID')).toMatchObject([
    {
      literal: '991332',
      at: '/messages/0/people/0/birthDate',
      position: { byte: text(bytes).indexOf('991332'), tag: 'DTM', element: 1, component: 2, segment: 13 },
    },
  ])
})

test('a person without a name is kept (row 12)', () => {
  const reading = readTravel(paxlst(['NAD+FL', 'ATT+2++F'], anna))
  expect(listOf(reading).people).toMatchObject([{ surname: null, given: null, sex: 'F' }, { surname: 'LINDQVIST' }])
  expect(codesOf(reading)).toEqual(['NAME_MISSING'])
})

test('without a flight, the interchange date determines the centuries of dates (row 13)', () => {
  const segments = paxlstSegments([['NAD+FL+++ROE:ANN', 'DTM+329:240511']], { flight: [] })
  const reading = readTravel(edi(...segments))
  expect(listOf(reading)).toMatchObject({ flights: [], people: [{ birthDate: '1924-05-11' }] })
  expect(codesOf(reading)).toContain('FLIGHT_MISSING')
  expect(reading.outcome).toBe('read')
})

test('a reservation without a locator is kept (row 14)', () => {
  const reading = readTravel(pnrgov(['SRC', ...lea, ...LEG]))
  expect(pushOf(reading).reservations).toMatchObject([{ locator: null, people: [{ surname: 'FARAGO' }] }])
  expect(codesOf(reading)).toEqual(['LOCATOR_MISSING'])
})

test('a UNH inside a message ends the message, and both messages are read (row 15)', () => {
  const [unb, ...first] = paxlstSegments([anna])
  const second = paxlstSegments([omar]).slice(1, -1)
  const reading = readTravel(edi(unb!, ...first.slice(0, -2), ...second, 'UNZ+2+REF0001'))
  expect([reading.outcome, codesOf(reading)]).toEqual(['read', ['TRAILER_MISSING']])
  expect(reading.messages).toMatchObject([{ people: [{ surname: 'LINDQVIST' }] }, { people: [{ surname: 'HADDAR' }] }])
})

test('five megabytes without a terminator are quarantined; the rest is read (row 16)', () => {
  const before = text(paxlst(anna, omar))
  const at = before.indexOf('NAD+FL+++HADDAR')
  const bytes = new Uint8Array(5_000_002 + before.length)
  bytes.set(bytesOf(before.slice(0, at)))
  bytes.fill(0x41, at, at + 5_000_000)
  bytes.set(bytesOf("'\n"), at + 5_000_000)
  bytes.set(bytesOf(before.slice(at)), at + 5_000_002)
  const reading = readTravel(bytes)
  expect(reading.outcome).toBe('partly-read')
  expect(reading.quarantined).toEqual([{ from: at, to: at + 5_000_001, reason: 'SEGMENT_UNREADABLE' }])
  expect(listOf(reading).people.map((person) => person.surname)).toEqual(['LINDQVIST', 'HADDAR'])
})

test('an XML push with a document type declaration is refused (row 17)', () => {
  const xml = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><IATA_PNRGOV_NotifRQ>&a;</IATA_PNRGOV_NotifRQ>'
  const reading = readTravel(bytesOf(xml))
  expect([reading.outcome, reading.encoding]).toEqual(['quarantined', 'xml'])
  expect(codesOf(reading)).toContain('XML_UNSAFE')
})

test('the complete reservations of a truncated XML push are kept (row 18)', () => {
  const pnr = (locator: string) =>
    `<PNR><BookingRefID ID="${locator}"/><Passenger RPH="1"><GivenName>ANN</GivenName><Surname>ROE</Surname></Passenger></PNR>`
  const xml = `<IATA_PNRGOV_NotifRQ><PNRs>${pnr('QZ7K4P')}${pnr('QZ7K4Q').slice(0, 50)}`
  const reading = readTravel(bytesOf(xml))
  expect(reading.outcome).toBe('partly-read')
  expect(codesOf(reading)).toContain('XML_MALFORMED')
  expect(pushOf(reading).reservations.map(({ locator }) => locator)).toContain('QZ7K4P')
})

test('a file over 50 MB is quarantined without being read (row 19)', () => {
  const reading = readTravel(new Uint8Array(LARGEST_INPUT + 1))
  expect([reading.outcome, codesOf(reading)]).toEqual(['quarantined', ['INPUT_TOO_LARGE']])
  expect(findingsOf(reading, 'INPUT_TOO_LARGE')[0]!.severity).toBe('error')
})
