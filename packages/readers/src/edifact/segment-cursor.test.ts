import { expect, test } from 'vitest'
import { bytesOf } from '../invented-messages.fixture.ts'
import { SegmentCursor } from './segment-cursor.ts'
import { defaultSeparators } from './separators.ts'
import { knownTags, tagText } from './tags.ts'

function segments(text: string, kind: 'PAXLST' | 'PNRGOV' = 'PNRGOV'): [string, string, ...(string | null)[]][] {
  const cursor = new SegmentCursor(bytesOf(text), 0, defaultSeparators())
  cursor.known = knownTags[kind]
  const list: [string, string, ...(string | null)[]][] = []
  while (cursor.next()) {
    const elements: (string | null)[] = []
    for (let element = 1; element <= cursor.elements; element++) elements.push(cursor.textFrom(element, 1))
    list.push([tagText(cursor.tag), cursor.closure, ...elements])
  }
  return list
}

test('segments, elements and components are found at their offsets', () => {
  const text = "RCI+XY:QZ7K4P::010424:0915+QZ:ABC'\r\n APD + 320 'SRC'"
  const cursor = new SegmentCursor(bytesOf(text), 0, defaultSeparators())
  cursor.known = knownTags.PNRGOV
  cursor.next()
  expect([cursor.text(1, 2), cursor.text(1, 3), cursor.text(1, 5), cursor.text(2, 2), cursor.text(3, 1)]).toEqual([
    'QZ7K4P',
    null,
    '0915',
    'ABC',
    null,
  ])
  expect(text.slice(cursor.startOf(1, 4), cursor.endOf(1, 4))).toBe('010424')
  cursor.next()
  expect([tagText(cursor.tag), cursor.text(1, 1), cursor.startOf(1, 1)]).toEqual(['APD', '320', text.indexOf('320')])
  cursor.next()
  expect([tagText(cursor.tag), cursor.elements, cursor.segment]).toEqual(['SRC', 0, 3])
  expect(cursor.next()).toBe(false)
})

test('empty segments are skipped; the last segment needs no terminator', () => {
  expect(segments("''SRC'\n'\nAPD+320")).toEqual([
    ['SRC', 'terminator'],
    ['APD', 'end-of-input', '320'],
  ])
})

test('a release character applies to the next character, even after a line end', () => {
  expect(segments("IFT+4:28+A?'B?+C??'APD+1'")[0]).toEqual(['IFT', 'terminator', '4:28', "A'B+C?"])
  expect(segments("IFT+4:28+A?\n'B'APD+1'")[0]).toEqual(['IFT', 'terminator', '4:28', "A'B"])
})

test('a segment without a terminator ends before the next tag', () => {
  expect(segments("REF+:38739393B4FAR+A+++++YN324N'TKT+12345678:T'")).toEqual([
    ['REF', 'glued', ':38739393B4'],
    ['FAR', 'terminator', 'A', null, null, null, null, 'YN324N'],
    ['TKT', 'terminator', '12345678:T'],
  ])
  expect(segments("TIF+ROE+ANN:A:1\nIFT+4:28+CTCM 1'")).toEqual([
    ['TIF', 'glued', 'ROE', 'ANN:A:1'],
    ['IFT', 'terminator', '4:28', 'CTCM 1'],
  ])
  expect(segments("RPI+1+HKTIF+ROE+ANN MRS:A:2'")[1]).toEqual(['TIF', 'terminator', 'ROE', 'ANN MRS:A:2'])
  expect(segments("NAT+2+NORNAD+FL+++ROE:ANN'", 'PAXLST')[1]![0]).toBe('NAD')
  expect(segments("LOC+91+NAD+FL+++ROE:ANN'", 'PAXLST')[1]![0]).toBe('NAD')
})

test('a reservation is kept although its SRC follows the previous segment without a terminator', () => {
  expect(segments("APD+320SRC'\nRCI+XY:QZ7K4P'").map(([tag]) => tag)).toEqual(['APD', 'SRC', 'RCI'])
})

test.each([
  ["TIF+SIMON+JOHN:A:1'", 'a surname that ends in MON'],
  ["TIF+LATIF+AHMED:A:1'", 'a surname that ends in TIF'],
  ["TIF+HUNT+ANN:A:1'", 'a surname that ends in UNT'],
  ["TIF+SAFAR+A:A:1'", 'a surname that ends in FAR'],
  ["TIF+GEORG+JO:A:1'", 'a surname that ends in ORG'],
  ["TVL+010124:0900+ADD+NAT+XY+1'", 'airports called like tags'],
  ["SSR+SEAT:HK:1:XY:::LOC:ADD+12A::1'", 'airports called like tags before a seat'],
  ["IFT+4:43+SARA LATIF+ROSE STREET+LONDON'", 'free text'],
])('%s is one segment: %s', (text) => {
  expect(segments(text)).toHaveLength(1)
})

test('an overlong segment is marked as too long, and the next segment is found', () => {
  const cursor = new SegmentCursor(bytesOf(`IFT+4:28+${'A+'.repeat(60_000)}'APD+320'`), 0, defaultSeparators())
  cursor.known = knownTags.PNRGOV
  cursor.next()
  expect(cursor.tooLong).toBe(true)
  cursor.next()
  expect([cursor.tooLong, tagText(cursor.tag), cursor.text(1, 1)]).toEqual([false, 'APD', '320'])
})

test('two cursors can alternate if the first one reads its segment again', () => {
  const bytes = bytesOf("RCI+XY:QZ7K4P'APD+320'TKT+1234567890:T'")
  const cursor = new SegmentCursor(bytes, 0, defaultSeparators())
  cursor.next()
  const other = new SegmentCursor(bytes, 0, defaultSeparators())
  while (other.next());
  cursor.reread()
  expect([cursor.text(1, 2), cursor.segment]).toEqual(['QZ7K4P', 1])
  cursor.next()
  expect([cursor.text(1, 1), cursor.segment]).toEqual(['320', 2])
})
