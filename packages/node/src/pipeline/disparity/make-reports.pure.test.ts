import { DisparityReport } from '@entente/contracts'
import { expect, test } from 'vitest'
import { type GroupRow, makeReports } from './make-reports.ts'

const row = (grp: string, subjects: number, with_hit: number, more: Partial<GroupRow> = {}): GroupRow => ({
  ...{ attribute: 'sex', grp, source: '', subjects, with_hit, mistaken: 0, confirmed: 0 },
  ...more,
})
const groupsOf = (rows: GroupRow[], measure = 'hitRate', source: string | null = null) =>
  makeReports('travel', '2026-11', rows).find((one) => one.measure === measure && one.source === source)

test('S33: a report has the ratio of each group, its two intervals, and what could be noticed', () => {
  const rows = [row('a', 4000, 60), ...['b', 'c', 'd', 'e'].map((grp) => row(grp, 4000, 40))]
  const report = groupsOf(rows)
  expect(DisparityReport.parse(report)).toEqual(report)
  expect(report?.groupsTested).toBe(5)
  expect(report?.groups[0]).toMatchObject({
    ...{ group: 'a', events: 60, subjects: 4000, otherEvents: 160, otherSubjects: 16_000, ratio: 1.5 },
    ...{ low95: 1.1172, high95: 2.014, lowAdjusted: 1.0184, highAdjusted: 2.2094, status: 'alarm' },
  })
  expect(report?.groups[0]?.smallestDetectable).toBeGreaterThan(1.5)
})

test('P13: a group of twelve people does not stand alone, and its hits raise no alarm', () => {
  const report = groupsOf([row('a', 12, 3), row('b', 20_000, 200), row('c', 20_000, 200)])
  expect(report?.groups.map(({ group, status, events }) => [group, status, events])).toEqual([
    ['b', 'ok', 'sup'],
    ['c', 'ok', 200],
    ['other', 'not-enough-data', 'sup'],
  ])
  expect(report?.groupsTested).toBe(2)
})

test('a small count shows neither itself nor a ratio, and its status stays', () => {
  const report = groupsOf([row('a', 8000, 2), row('b', 8000, 60), row('c', 8000, 80)])
  expect(report?.groups).toMatchObject([
    { group: 'a', events: '<5', otherEvents: null, ratio: null, high95: null, status: 'watch' },
    { group: 'b', events: 'sup', otherEvents: null, ratio: null },
    { group: 'c', events: 80, otherEvents: 62, ratio: 2.5806, status: 'alarm' },
  ])
})

test('mistaken hits are counted among people without a confirmed one, unless that would show how few were confirmed', () => {
  const rows = [row('a', 4000, 60, { mistaken: 50, confirmed: 10 }), row('b', 4000, 60, { mistaken: 30, confirmed: 4 })]
  expect(groupsOf(rows, 'falsePositiveRate')?.groups).toMatchObject([
    { group: 'b', events: 30, subjects: 4000 },
    { group: 'a', events: 50, subjects: 3990 },
  ])
})

test('a source with ten hits has its own reports, against all people', () => {
  const rows = [row('a', 400, 30), row('b', 400, 30), row('a', 0, 20, { source: 'x' }), row('b', 0, 9, { source: 'y' })]
  const reports = makeReports('travel', '2026-11', rows)
  expect([...new Set(reports.map(({ source }) => source))]).toEqual([null, 'x'])
  expect(groupsOf(rows, 'hitRate', 'x')?.groups).toMatchObject([
    { group: 'a', events: 20, subjects: 400 },
    { group: 'b', events: 0, subjects: 400 },
  ])
})
