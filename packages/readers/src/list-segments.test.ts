import { expect, test } from 'vitest'
import { listSegments, segmentWindow } from './list-segments.ts'
import { readTravel } from './read-travel.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('segments have the same numbers and byte positions as findings', () => {
  const text = "UNB+UNOA:4+A+B+261124:0630+1'UNH+1+PAXLST:D:05B:UN:IATA+X'BGM+745'\nZZX+1'UNT+4+1'UNZ+1+1'"
  const segments = listSegments(bytes(text))
  expect(segments.map(({ number, tag }) => `${number} ${tag}`)).toEqual([
    '1 UNB',
    '2 UNH',
    '3 BGM',
    '4 ZZX',
    '5 UNT',
    '6 UNZ',
  ])
  const finding = readTravel(bytes(text)).findings.find(({ code }) => code === 'SEGMENT_UNKNOWN')
  expect(segments.find(({ number }) => number === finding?.position?.segment)).toMatchObject({
    tag: 'ZZX',
    from: finding?.position?.byte,
  })
})

test('all interchanges are listed; a segment after a missing terminator is listed separately', () => {
  const one = "UNB+UNOA:4+A+B+261124:0630+1'UNH+1+PAXLST:D:05B:UN:IATA+X'BGM+745NAD+FL+++ROE:ANN'UNZ+1+1'"
  const tags = listSegments(bytes(one + one)).map(({ tag }) => tag)
  expect(tags).toEqual([...['UNB', 'UNH', 'BGM', 'NAD', 'UNZ'], ...['UNB', 'UNH', 'BGM', 'NAD', 'UNZ']])
})

test('each start tag of an XML push is listed as a segment', () => {
  const listed = listSegments(bytes('<?xml version="1.0"?>\n<n:A x="1"><!-- c --><B>t</B></n:A>'))
  expect(listed.map(({ number, tag }) => `${number} ${tag}`)).toEqual(['1 A', '2 B'])
})

test('a window lists the same segments as the whole list, in EDIFACT and XML', () => {
  const edifact = "UNB+UNOA:4+A+B+261124:0630+1'UNH+1+PAXLST:D:05B:UN:IATA+X'BGM+745'UNT+3+1'UNZ+1+1'"
  for (const text of [edifact + edifact, '<A><B x="1"/><C>c</C><D/></A>']) {
    const all = listSegments(bytes(text))
    for (const [from, limit] of [
      [0, 2],
      [1, 3],
      [3, 99],
      [99, 5],
    ] as const) {
      expect(segmentWindow(bytes(text), null, { from, limit })).toEqual({
        total: all.length,
        segments: all.slice(from, from + limit),
      })
    }
  }
})
