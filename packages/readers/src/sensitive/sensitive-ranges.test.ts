import { expect, test } from 'vitest'
import { bytesOf, codesOf, findingsOf, LEG, lea, pnrgov, pushOf, reservation } from '../fixtures/invented-messages.ts'
import { readTravel } from '../read-travel.ts'
import { sensitiveSentences, sensitiveService } from './categorise.ts'
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

test('every meal but three, and the codes of health, are sensitive', () => {
  expect(['AVML', 'DBML', 'MOML', 'KSML', 'BBML', 'CHML', 'SPML'].map(sensitiveService)).toEqual([
    ...['meal', 'meal', 'meal', 'meal'],
    ...[null, null, null],
  ])
  expect(['WCHR', 'WCHC', 'WCBD', 'BLND', 'MEDA', 'SVAN', 'SEAT', 'DOCS', 'WCH'].map(sensitiveService)).toEqual([
    ...['health', 'health', 'health', 'health', 'health', 'health'],
    ...[null, null, null],
  ])
})

test('the ranges are exactly the service with its text, or the sentence', () => {
  expect(sensitiveRanges(bytes).map(({ from, to, category }) => [text.slice(from, to), category])).toEqual([
    ['AVML:HK:1:XY:::AAA:BBB+::1', 'meal'],
    ['WCHR:HK:1:XY:::::NEEDS HELP ON THE STAIRS+::1', 'health'],
    [' PASSENGER IS DIABETIC.', 'free-text'],
    ['GROUP OF PILGRIM TRAVELLERS', 'free-text'],
    ['MOML:HK:1:XY', 'meal'],
    ['0/O/SR/SSR OTHS TRADE UNION DELEGATE', 'free-text'],
  ])
})

test('the reading counts them, says where, and holds nothing of them', () => {
  const reading = readTravel(bytes)
  const ranges = sensitiveRanges(bytes)
  expect(reading.sensitiveRemoved).toBe(ranges.length)
  const found = findingsOf(reading, 'SENSITIVE_REMOVED')
  expect(found.map(({ position }) => position!.byte)).toEqual(ranges.map(({ from }) => from))
  expect(found.every(({ literal }) => literal === null)).toBe(true)
  expect(pushOf(reading).reservations[0]!.serviceCounts).toEqual({ DOCS: 1, BBML: 1, OTHS: 1 })
  expect(JSON.stringify(reading)).not.toMatch(/AVML|WCHR|MOML|STAIRS|DIABETIC|PILGRIM|UNION/)
})

test('with stars in their place the message reads as before, without them', () => {
  const redacted = bytes.slice()
  for (const { from, to } of sensitiveRanges(bytes)) redacted.fill(0x2a, from, to)
  const [before, after] = [readTravel(bytes), readTravel(redacted)]
  expect(after.messages).toEqual(before.messages)
  expect([after.sensitiveRemoved, sensitiveRanges(redacted), codesOf(after)]).toEqual([0, [], []])
})

test('a sentence is dropped as a whole, in several languages, and only whole words count', () => {
  expect(sensitiveSentences('SEAT 4A. ESTA EMBARAZADA! GRACIAS')).toEqual([{ from: 8, to: 25 }])
  expect(sensitiveSentences('FRAU IST SCHWANGER')).toHaveLength(1)
  expect(sensitiveSentences('EN FAUTEUIL ROULANT')).toHaveLength(1)
  expect(sensitiveSentences('DEAFENING NOISE AT UNION STATION, PARTY OF FOUR')).toEqual([])
})

test('in XML the element that carries the service is the range', () => {
  const xml =
    '<R><SSR SSR_Code="AVML" Text="a > b"/><x:SSR SSR_Code = \'WCHR\'><Text>help</Text></x:SSR><SSR SSR_Code="SEAT"/></R>'
  expect(sensitiveRanges(bytesOf(xml)).map(({ from, to, category }) => [xml.slice(from, to), category])).toEqual([
    ['<SSR SSR_Code="AVML" Text="a > b"/>', 'meal'],
    ["<x:SSR SSR_Code = 'WCHR'><Text>help</Text></x:SSR>", 'health'],
  ])
})
