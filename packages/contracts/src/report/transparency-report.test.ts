import { expect, test } from 'vitest'
import { LogFigures } from './log-figures.ts'
import { makeTransparencyReport, TransparencyReport } from './transparency-report.ts'

const entry = (of: object): string =>
  JSON.stringify({
    ...{ actor: 'system', agreement: null, at: '2026-03-05T10:00:00.000Z', count: 1, decision: 'allow' },
    ...{ purpose: 'border-control', type: 'signal.read', ...of },
  })
const log = { origin: 'border.example/audit', size: 4 }
const now = new Date('2026-05-02T00:00:00Z')

function figuresOf(...entries: object[]): LogFigures {
  const figures = new LogFigures()
  for (const one of entries) figures.addEntry(entry(one))
  return figures
}

test('the report adds up what entries were about, by act, purpose, agreement, decision and month', () => {
  const figures = figuresOf(
    { count: 7 },
    { count: 6, at: '2026-03-31T23:59:59.999Z' },
    { count: 9, at: '2026-04-01T00:00:00.000Z' },
    { count: 11, decision: 'deny' },
    { count: 12, agreement: 'agr:x@1', purpose: null },
    // Another year, and a month that is not over.
    { count: 50, at: '2025-12-31T23:00:00.000Z' },
    { count: 50, at: '2026-05-01T00:00:00.000Z' },
  )
  const report = makeTransparencyReport(figures, log, { year: 2026, now })
  expect(TransparencyReport.parse(report)).toEqual(report)
  expect(report).toMatchObject({ period: { from: '2026-01', to: '2026-04' }, logOrigin: log.origin, logSize: 4 })
  expect(report.tables[0]).toMatchObject({
    rows: ['signal.read - agr:x@1 allow', 'signal.read border-control - allow', 'signal.read border-control - deny'],
    columns: ['2026-01', '2026-02', '2026-03', '2026-04'],
    cells: [
      [0, 0, 12, 0],
      [0, 0, 13, 9],
      [0, 0, 11, 0],
    ],
    totals: [12, 22, 11],
  })
})

test('a later report of a year does not show what an earlier one hid', () => {
  const first = [{ count: 3 }, { count: 40, at: '2026-04-10T00:00:00.000Z' }]
  const april = makeTransparencyReport(figuresOf(...first), log, { year: 2026, now })
  expect(april.tables[0]).toMatchObject({ cells: [[0, 0, '<5', 'sup']], totals: [45] })
  const later = figuresOf(...first, { count: 6, at: '2026-06-10T00:00:00.000Z' })
  const options = { year: 2026, now: new Date('2026-07-01T00:00:00Z') }
  // Alone, it would show 40 and hide 6.
  expect(makeTransparencyReport(later, log, options).tables[0]?.cells).toEqual([[0, 0, '<5', 40, 0, 'sup']])
  const both = makeTransparencyReport(later, log, { ...options, earlier: [april] })
  expect(both.tables[0]).toMatchObject({ cells: [[0, 0, '<5', 'sup', 0, 6]], totals: [50] })
})

test('a year that has not begun has no months', () => {
  expect(makeTransparencyReport(figuresOf({}), log, { year: 2027, now }).tables[0]).toMatchObject({
    ...{ rows: [], columns: [], cells: [] },
  })
})
