import { expect, test } from 'vitest'
import { bytesOf, codesOf, findingsOf, LEG, lea, pnrgov, pushOf, reservation } from './invented-messages.fixture.ts'
import { readTravel } from './read-travel.ts'
import { sensitiveSentences, sensitiveService } from './sensitive/categorise.ts'
import { sensitiveRanges } from './sensitive-ranges.ts'

const AFTER = [
  'SSR+AVML:HK:1:XY:::AAA:BBB+::1',
  'SSR+BBML:HK:1:XY',
  'SSR+WCHR:HK:1:XY:::::NEEDS HELP ON THE STAIRS+::1',
  'SSR+OTHS:HK:1:XY:::::WINDOW PLEASE. PASSENGER IS DIABETIC. THANKS',
  'IFT+4:28::XY+GROUP OF PILGRIM TRAVELLERS',
  'ABI+1',
  'SSR+MOML:HK:1:XY',
  'LTS+0/O/SR/SSR OTHS TRADE UNION DELEGATE',
]
const bytes = pnrgov(reservation(lea, AFTER, LEG))
const text = String.fromCharCode(...bytes)

test('the codes of health services and of all meals except three are sensitive', () => {
  expect(['AVML', 'DBML', 'MOML', 'KSML', 'BBML', 'CHML', 'SPML'].map(sensitiveService)).toEqual([
    ...['meal', 'meal', 'meal', 'meal'],
    ...[null, null, null],
  ])
  expect(['WCHR', 'WCHC', 'WCBD', 'BLND', 'MEDA', 'SVAN', 'SEAT', 'DOCS', 'WCH'].map(sensitiveService)).toEqual([
    ...['health', 'health', 'health', 'health', 'health', 'health'],
    ...[null, null, null],
  ])
})

test('a range is exactly a service with its text, or exactly a sentence', () => {
  expect(sensitiveRanges(bytes).map(({ from, to, category }) => [text.slice(from, to), category])).toEqual([
    ['AVML:HK:1:XY:::AAA:BBB+::1', 'meal'],
    ['WCHR:HK:1:XY:::::NEEDS HELP ON THE STAIRS+::1', 'health'],
    [' PASSENGER IS DIABETIC.', 'free-text'],
    ['GROUP OF PILGRIM TRAVELLERS', 'free-text'],
    ['MOML:HK:1:XY', 'meal'],
    ['0/O/SR/SSR OTHS TRADE UNION DELEGATE', 'free-text'],
  ])
})

test('the reading counts sensitive parts and gives their positions, but not their text', () => {
  const reading = readTravel(bytes)
  const ranges = sensitiveRanges(bytes)
  expect(reading.sensitiveRemoved).toBe(ranges.length)
  const found = findingsOf(reading, 'SENSITIVE_REMOVED')
  expect(found.map(({ position }) => position!.byte)).toEqual(ranges.map(({ from }) => from))
  expect(found.every(({ literal }) => literal === null)).toBe(true)
  expect(pushOf(reading).reservations[0]!.serviceCounts).toEqual({ DOCS: 1, BBML: 1, OTHS: 1 })
  expect(JSON.stringify(reading)).not.toMatch(/AVML|WCHR|MOML|STAIRS|DIABETIC|PILGRIM|UNION/)
})

test('if stars replace the sensitive parts, the message reads the same', () => {
  const redacted = bytes.slice()
  for (const { from, to } of sensitiveRanges(bytes)) redacted.fill(0x2a, from, to)
  const [before, after] = [readTravel(bytes), readTravel(redacted)]
  expect(after.messages).toEqual(before.messages)
  expect([after.sensitiveRemoved, sensitiveRanges(redacted), codesOf(after)]).toEqual([0, [], []])
})

test('a whole word in one of several languages makes its whole sentence sensitive', () => {
  expect(sensitiveSentences('SEAT 4A. ESTA EMBARAZADA! GRACIAS')).toEqual([{ from: 8, to: 25 }])
  expect(sensitiveSentences('FRAU IST SCHWANGER')).toHaveLength(1)
  expect(sensitiveSentences('EN FAUTEUIL ROULANT')).toHaveLength(1)
  expect(sensitiveSentences('DEAFENING NOISE AT UNION STATION, PARTY OF FOUR')).toEqual([])
})

test('in XML, the range of a service is the element that contains it', () => {
  const xml =
    '<R><SSR SSR_Code="AVML" Text="a > b"/><x:SSR SSR_Code = \'WCHR\'><Text>help</Text></x:SSR><SSR SSR_Code="SEAT"/></R>'
  expect(sensitiveRanges(bytesOf(xml)).map(({ from, to, category }) => [xml.slice(from, to), category])).toEqual([
    ['<SSR SSR_Code="AVML" Text="a > b"/>', 'meal'],
    ["<x:SSR SSR_Code = 'WCHR'><Text>help</Text></x:SSR>", 'health'],
  ])
})

const xmlPush = (inner: string): string =>
  `<IATA_PNRGOV_NotifRQ MessageFunction="22"><PNRs><PNR><BookingRefID ID="QZ7K4P"/><Passenger RPH="1"><GivenName>ANN</GivenName><Surname>ROE</Surname>${inner}</Passenger></PNR></PNRs></IATA_PNRGOV_NotifRQ>`
const service = (text: string, code = 'OTHS') => `<SSR SSR_Code="${code}"><Text>${text}</Text></SSR>`

test('in XML, a sensitive sentence is a range; with markup, the whole text is one', () => {
  const cases: [string, string[]][] = [
    [service('WINDOW PLEASE. PASSENGER IS DIABETIC. THANKS'), [' PASSENGER IS DIABETIC.']],
    [service('WINDOW PLEASE'), []],
    [service('ÉTAGE. ELLE EST DIABÉTIQUE.'), [' ELLE EST DIABÉTIQUE.']],
    [service('DIABE&#84;IC &amp; WELL'), ['DIABE&#84;IC &amp; WELL']],
    [service('<![CDATA[IS DIABETIC]]>'), ['<![CDATA[IS DIABETIC]]>']],
    [service('DOE/DEAF 12NOV25', 'INFT'), []],
    ['<Remark>TRADE UNION DELEGATE</Remark>', ['TRADE UNION DELEGATE']],
    [`${service('X', '&#65;VML')}<x:SSR x:ssr_code='DEAF'/>`, [service('X', '&#65;VML'), "<x:SSR x:ssr_code='DEAF'/>"]],
  ]
  for (const [inner, expected] of cases) {
    const sent = new TextEncoder().encode(xmlPush(inner))
    const ranges = sensitiveRanges(sent)
    expect(
      ranges.map(({ from, to }) => new TextDecoder().decode(sent.subarray(from, to))),
      inner,
    ).toEqual(expected)
    const reading = readTravel(sent)
    expect([reading.outcome, reading.sensitiveRemoved], inner).toEqual(['read', expected.length])
    const found = findingsOf(reading, 'SENSITIVE_REMOVED').map(({ position }) => position!.byte)
    expect(found.sort(), inner).toEqual(ranges.map(({ from }) => from).sort())
    const redacted = sent.slice()
    for (const { from, to } of ranges) redacted.fill(0x2a, from, to)
    expect(readTravel(redacted).messages, inner).toEqual(reading.messages)
    expect(sensitiveRanges(redacted), inner).toEqual([])
  }
})

test('sensitive parts are found in UTF-16 and in malformed or refused XML', () => {
  const sent = xmlPush(service('PASSENGER IS DIABETIC'))
  const wide = new Uint8Array(2 + sent.length * 2)
  wide.set([0xff, 0xfe])
  for (let i = 0; i < sent.length; i++) wide[2 + i * 2] = sent.charCodeAt(i)
  const [range] = sensitiveRanges(wide)
  expect(new TextDecoder('utf-16le').decode(wide.subarray(range!.from, range!.to))).toBe('PASSENGER IS DIABETIC')
  const cut = bytesOf(sent.slice(0, sent.indexOf('BETIC') + 5))
  expect(sensitiveRanges(cut)).toMatchObject([{ from: sent.indexOf('PASSENGER IS'), to: cut.length }])
  expect(sensitiveRanges(bytesOf(`<!DOCTYPE x [<!ENTITY a "b">]>${sent}`))).toHaveLength(1)
  const broken = sent.replace('</Text></SSR>', '')
  expect(sensitiveRanges(bytesOf(broken)).every(({ to }) => to <= broken.indexOf('</PNR>'))).toBe(true)
})

test('in a free text of an XML push every element is searched, whatever its name', () => {
  for (const text of [
    '<Remarks><Line>Sits well. Is a diabetic.</Line></Remarks>',
    '<x:Remarks><x:Group><x:Line no="1">Sits well.</x:Line><x:Line no="2">Is a diabetic.</x:Line></x:Group></x:Remarks>',
    '<OSI><Airline Code="XY"/><Comment>Is a diabetic.</Comment></OSI>',
    '<UnstructuredPNR_History><Entry>Is a diabetic.</Entry></UnstructuredPNR_History>',
  ]) {
    const push = `<IATA_PNRGOV_NotifRQ xmlns:x="urn:x"><PNRs><PNR><BookingRefID ID="QZ7K4P"/>${text}</PNR></PNRs></IATA_PNRGOV_NotifRQ>`
    const bytes = new TextEncoder().encode(push)
    expect(sensitiveRanges(bytes).map(({ from, to }) => push.slice(from, to).trim())).toEqual(['Is a diabetic.'])
    expect(readTravel(bytes).sensitiveRemoved).toBe(1)
  }
})
