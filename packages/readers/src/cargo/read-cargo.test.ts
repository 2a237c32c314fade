import type { CargoPosition } from '@entente/contracts'
import { expect, test } from 'vitest'
import { inventedHouse, inventedXffm, inventedXfwb, inventedXfzb } from './cargo-xml/invented-cargo-xml.fixture.ts'
import { createCargoReader } from './create-cargo-reader.ts'
import { readCargo } from './read-cargo.ts'
import { recognisesCargo } from './recognise.ts'

const read = (text: string | Uint8Array) => readCargo(Buffer.from(text as string))
const codes = (reading: ReturnType<typeof read>) => reading.findings.map(({ code }) => code)

test('empty input, white space, pictures and unknown documents are quarantined', () => {
  for (const input of ['', ' \r\n', '%PDF-1.7 x', 'PK\u0003\u0004', '<Invoice/>', 'FWX/16\n']) {
    const reading = read(input)
    expect([reading.outcome, codes(reading), reading.messages], input).toEqual(['quarantined', ['NO_INTERCHANGE'], []])
    expect(reading.quarantined, input).toEqual(
      input === '' ? [] : [{ from: 0, to: input.length, reason: 'NO_INTERCHANGE' }],
    )
  }
})

test('a document type declaration is refused, and so are entities of its own', () => {
  const bomb = `<!DOCTYPE Waybill [<!ENTITY a "aaaa">${'<!ENTITY b "&a;&a;">'.repeat(50)}]><Waybill>&b;</Waybill>`
  const entity = inventedXfwb('<Name>&unknown;</Name>')
  for (const input of [bomb, entity]) {
    const reading = read(input)
    expect([reading.outcome, codes(reading)]).toEqual(['quarantined', ['XML_UNSAFE']])
  }
})

test('input above a limit of depth, elements, attributes or length is refused', () => {
  const deep = `${'<a>'.repeat(70)}${'</a>'.repeat(70)}`
  const wide = '<a/>'.repeat(200_001)
  const attributes = `<a ${Array.from({ length: 257 }, (_, i) => `b${i}=""`).join(' ')}/>`
  const long = `<Name>${'x'.repeat(1_000_001)}</Name>`
  const comment = `<!--${'x'.repeat(1_000_001)}-->`
  for (const also of [deep, wide, attributes, long, comment]) {
    const reading = read(inventedXfwb(also))
    expect([reading.outcome, codes(reading)], also.slice(0, 20)).toEqual(['quarantined', ['XML_UNSAFE']])
  }
})

test('a document that is cut keeps what was whole, and says where it ends', () => {
  const houses = ['HB-1', 'HB-2', 'HB-3', 'HB-4', 'HB-5'].map((id) => inventedHouse(id))
  const whole = inventedXfzb(houses)
  const cut = whole.slice(0, whole.indexOf('<ID>HB-3</ID>') + 30)
  const reading = read(cut)
  expect(reading.outcome).toBe('partly-read')
  expect(reading.messages[0]?.consignments.map(({ id }) => id)).toEqual(['999-12345675', 'HB-1', 'HB-2'])
  const line = cut.split('\n').length
  expect(reading.findings).toMatchObject([{ code: 'XML_MALFORMED', severity: 'error', position: { line } }])
  const from = cut.indexOf('</IncludedHouseConsignment>', cut.indexOf('HB-2')) + '</IncludedHouseConsignment>'.length
  expect(reading.quarantined).toEqual([{ from, to: cut.length, reason: 'XML_MALFORMED' }])
})

test('a second document behind the first is quarantined, and a trailing control character is not', () => {
  const first = inventedXfwb()
  const two = read(`${first}${first}`)
  expect([two.outcome, two.messages.length, codes(two)]).toEqual(['partly-read', 1, ['XML_MALFORMED']])
  const bytes = Buffer.byteLength(first.trimEnd())
  expect(two.quarantined).toMatchObject([{ from: bytes, reason: 'XML_MALFORMED' }])
  expect(codes(read(`\ufeff${first.replaceAll('\n', '\r\n')}\u001a`))).toEqual([])
})

test('prefixes do not matter, and a root of another namespace is read and reported', () => {
  const other = inventedXfwb().replaceAll('w:', '').replace('xmlns:w="iata:waybill:1" xmlns="', 'xmlns="')
  const reading = read(other)
  expect(reading.findings).toMatchObject([
    { code: 'NAMESPACE_UNKNOWN', expected: 'iata:waybill:1', actual: 'iata:datamodel:3' },
  ])
  expect(reading.messages[0]?.consignments[0]?.id).toBe('999-12345675')
})

test('every declared encoding is decoded, and a byte that violates it counts as Windows-1252', () => {
  const name = (bytes: Uint8Array) => readCargo(bytes).messages[0]?.consignments[0]?.parties[1]?.name
  const text = inventedXfwb()
  const latin = text.replace('UTF-8', 'ISO-8859-1')
  expect(name(Buffer.from(latin, 'latin1'))).toBe('Émile Traders SARL')
  expect(name(Buffer.from(text.replace('UTF-8', 'windows-1252'), 'latin1'))).toBe('Émile Traders SARL')
  const wide = Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le')
  expect(name(wide)).toBe('Émile Traders SARL')
  expect(name(Buffer.from(wide).swap16())).toBe('Émile Traders SARL')
  const reading = readCargo(Buffer.from(text, 'latin1'))
  expect(reading.outcome).toBe('read')
  expect(reading.messages[0]?.consignments[0]?.parties[1]?.name).toBe('Émile Traders SARL')
  expect(reading.findings).toMatchObject([
    { code: 'CHARSET_VIOLATION', severity: 'warning', position: { byte: text.indexOf('É') } },
    { code: 'CHARSET_VIOLATION', position: { byte: text.indexOf('é') } },
  ])
})

test('numbers, units and dates that cannot be read are null and reported with their place', () => {
  const spoilt = inventedXfwb()
    .replace('unitCode="LBR">198.42', 'unitCode="KGM">90,5')
    .replace('unitCode="CFT">10', 'unitCode="XXX">10')
    .replace('<TotalPieceQuantity>6', '<TotalPieceQuantity>1e12')
    .replace('>4</PieceQuantity>', '>1.234,5</PieceQuantity>')
    .replace('>8</PackageQuantity>', '>-3</PackageQuantity>')
    .replace('2026-02-03T22:10:00', '2026-02-31T22:10:00')
  const { findings, messages } = read(spoilt)
  expect(findings.map(({ code, severity, at, literal }) => [code, severity, at, literal])).toEqual([
    ['DECIMAL_COMMA', 'info', '/messages/0/consignments/0/grossKg', '90,5'],
    ['UNIT_UNKNOWN', 'warning', '/messages/0/consignments/0/volumeM3', '10'],
    ['NUMBER_OUT_OF_RANGE', 'warning', '/messages/0/consignments/0/pieces', '1e12'],
    ['DATE_INVALID', 'warning', '/messages/0/consignments/0/route/0/departureAt', '2026-02-31T22:10:00'],
    ['NUMBER_MALFORMED', 'warning', '/messages/0/consignments/0/items/0/pieces', '1.234,5'],
    ['NUMBER_OUT_OF_RANGE', 'warning', '/messages/0/consignments/0/items/1/packages', '-3'],
  ])
  expect(findings.map(({ item }) => item)).toEqual([null, null, null, null, '1', '2'])
  expect(messages[0]?.consignments[0]).toMatchObject({ grossKg: 90.5, volumeM3: null, pieces: null })
  const { position, consignment } = findings[4]!
  expect(consignment).toBe('999-12345675')
  expect(position).toMatchObject({
    byte: Buffer.byteLength(spoilt.slice(0, spoilt.indexOf('1.234,5'))),
    line: spoilt.slice(0, spoilt.indexOf('1.234,5')).split('\n').length,
    path: '/Waybill/MasterConsignment/ApplicableRating[1]/IncludedMasterConsignmentItem[1]/PieceQuantity',
  })
})

test('above a hundred findings of a code, one counts the rest', () => {
  const items = '<IncludedHouseConsignmentItem><PieceQuantity>x</PieceQuantity></IncludedHouseConsignmentItem>'
  const { findings } = read(
    inventedXfzb([inventedHouse('HB-1').replace('<IncludedHouseConsignmentItem>', `${items.repeat(130)}$&`)]),
  )
  expect([findings.length, findings.at(-1)?.message]).toEqual([101, '30 more of NUMBER_MALFORMED in this file'])
})

test('a sink that asks for places finds every value in the bytes', () => {
  const bytes = Buffer.from(`\ufeff${inventedXfwb().replaceAll('\n', '\r\n')}`)
  const places = new Map<string, CargoPosition>()
  const reader = createCargoReader({}, { place: (pointer, position) => places.set(pointer, position) })
  reader.write(bytes)
  reader.end()
  const sent = (pointer: string, length: number) => {
    const { byte, line, column } = places.get(pointer)!
    const lineStart = bytes.lastIndexOf('\n', byte - 1) + 1
    const lines = bytes.subarray(0, byte).toString().split('\n').length
    const before = bytes.subarray(lineStart, byte).toString().replace('\ufeff', '')
    expect([line, column], pointer).toEqual([lines, before.length + 1])
    return bytes.subarray(byte, byte + length).toString()
  }
  expect(sent('/messages/0/header/reference', 14)).toBe('999-12345675_1')
  expect(sent('/messages/0/consignments/0/grossKg', 6)).toBe('198.42')
  expect(sent('/messages/0/consignments/0/parties/1/name', 6)).toBe('Émile')
  expect(sent('/messages/0/consignments/0/parties/1/city', 5)).toBe('Orée')
  expect(sent('/messages/0/consignments/0/parties/1/country', 2)).toBe('FR')
  expect(sent('/messages/0/consignments/0/items/1/description', 12)).toBe('TINNED PEARS')
  expect(sent('/messages/0/consignments/0/handlingText/1', 15)).toBe('FREIGHT PREPAID')
})

test('a value that begins on a later line than its element is placed there', () => {
  const text = inventedXfwb().replace('<Name>Val Notify', '<Name>\n      Val Notify')
  const places = new Map<string, CargoPosition>()
  const reader = createCargoReader({}, { place: (pointer, position) => places.set(pointer, position) })
  reader.write(Buffer.from(text))
  reader.end()
  const at = text.indexOf('Val Notify')
  expect(places.get('/messages/0/consignments/0/parties/3/name')).toMatchObject({
    byte: Buffer.byteLength(text.slice(0, at)),
    line: text.slice(0, at).split('\n').length,
    column: 7,
  })
})

test('cargo messages are told from messages of other gateways by their first lines', () => {
  const own = [inventedXfwb(), inventedXfzb(), inventedXffm(), 'FFM/8\r\n1/ZZ88', "UNB+UNOA:2'UNH+1+CUSCAR:D:95B:UN'"]
  expect(own.map((text) => recognisesCargo(Buffer.from(text)))).toEqual(own.map(() => true))
  expect(recognisesCargo(Buffer.from(inventedXfwb(), 'utf16le'))).toBe(true)
  const others = ['', '<IATA_PNRGOV_NotifRQ/>', "UNB+UNOA:4'UNH+1+PAXLST:D:12B:UN'FTX+++CUSCAR'", 'FWB', 'PK']
  expect(others.map((text) => recognisesCargo(Buffer.from(text)))).toEqual(others.map(() => false))
})
