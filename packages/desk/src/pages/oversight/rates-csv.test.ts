import { gatewayVocabularies, type OversightRates, type ShareFigure } from '@entente/contracts'
import { expect, test } from 'vitest'
import { figuresCsv } from './rates-csv.ts'
import { weekOf } from './weeks-chart.tsx'

const shown: ShareFigure = { state: 'shown', n: 50, count: 5, share: 0.1, low: 0.0434762, high: 0.2136023 }
const hidden: ShareFigure = { state: 'hidden', n: null, count: null, share: null, low: null, high: null }
const figure = { ...shown, before: hidden, weeks: [0.1] }
const rates: OversightRates = {
  ...{
    gateway: gatewayVocabularies[0].kind,
    weeks: 4,
    from: '2026-10-26T00:00:00.000Z',
    until: '2026-11-23T00:00:00.000Z',
  },
  ...{ hits: null, mistaken: figure, disagreed: { ...figure, ...hidden }, late: figure },
  sources: [
    { ...shown, source: '=HYPERLINK("x")', sources: 1, weeks: [], risingSince: null },
    { ...hidden, source: null, sources: 3, weeks: [], risingSince: null },
  ],
  decided: [{ from: '2026-11-16T00:00:00.000Z', confirmed: null, mistaken: null, notUseful: null }],
  groups: null,
  curve: {
    weeks: 4,
    inForce: 0.5,
    since: null,
    before: null,
    points: [{ threshold: 0.5, hits: 13.8, mistaken: null }],
  },
  changes: [],
}
const lines = figuresCsv(rates, 'complete').split('\r\n')

test('K10 the figures of a node of one person say so', () => {
  expect(figuresCsv(rates, 'single-operator').split('\r\n')[1]).toBe('people,single-operator,,,,,,,,')
  expect(lines[1]).not.toContain('people')
})

test('each figure has its number, its interval and its window', () => {
  expect(lines[0]).toBe('figure,name,from,until,state,n,count,share,low,high')
  expect(lines[1]).toBe('mistaken,,2026-10-26T00:00:00.000Z,2026-11-23T00:00:00.000Z,shown,50,5,0.1,0.043476,0.213602')
  expect(lines).toContain('mistaken,before,,2026-10-26T00:00:00.000Z,hidden,,,,,')
  expect(lines).toContain('decided-of-week,confirmed,2026-11-16T00:00:00.000Z,,hidden,,,,,')
})

test('every line has the same number of fields, and a name of another member is no formula', () => {
  const quoted = lines.find((line) => line.includes('HYPERLINK'))
  expect(quoted).toMatch(/^mistaken-of-source,"'=HYPERLINK\(""x""\)",/)
  for (const line of lines.slice(0, -1)) expect(line.replaceAll(/"(?:[^"]|"")*"/g, '').split(',')).toHaveLength(10)
})

test.each([
  ['2026-11-23', 48],
  ['2025-12-29', 1],
  ['2026-12-28', 53],
  ['2027-01-04', 1],
])('the week from %s is week %d', (monday, week) => {
  expect(weekOf(`${monday}T00:00:00.000Z`)).toBe(week)
})
