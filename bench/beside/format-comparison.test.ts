import { expect, test } from 'vitest'
import type { Row } from './compare-rounds.ts'
import { formatComparison, type Reported } from './format-comparison.ts'

const row: Row = {
  ...{ name: 'node, one a message', item: 'reservation', items: 600, thisMs: 6.5, olderMs: 6.4 },
  ...{ ratios: [0.98], ratio: 0.98, interval: { low: 0.95, high: 1.01, level: 1 - 2 / 128 }, node: null },
}
const reported: Reported = {
  ...{ bench: 'travel', seed: '1', loads: [3.24, 1.5, 9.96], rounds: 7, dependencies: 'hard links', differences: [] },
  machine: { cores: 2, model: 'CPU', memoryGB: 25, platform: 'linux x64', node: 'v20', load: 3.24 },
  here: { id: 'aaaaaaaaaa', subject: 'bench: newer', date: '2026-02-02', changed: true },
  older: { id: 'bbbbbbbbbb', subject: 'bench: older', date: '2026-01-01' },
  rows: [row],
}
const text = (changes: Partial<Reported> = {}) => formatComparison({ ...reported, ...changes }).join('\n')

test('the output names load, seed, both commits and the order of the rounds', () => {
  expect(text()).toContain('seed 1')
  expect(text()).toContain('load average of the last minute: 3.2 before, 1.5 to 10.0 in the run')
  expect(text()).toContain('aaaaaaa of 2026-02-02, bench: newer, with changes that are not committed')
  expect(text()).toContain('bbbbbbb of 2026-01-01, bench: older, dependencies by hard links')
  expect(text()).toContain('7 rounds')
})

test('a row has items, CPU time of both trees, the ratio and its interval', () => {
  expect(text()).toMatch(
    /one a message +600 +reservation +6\.50 +6\.40 +CPU ms \/ reservation +0\.980 +0\.950 to 1\.010 +in the interval/,
  )
  expect(text()).toContain('98.4 % interval')
})

test('work of a node has rates, statements and commits of both trees', () => {
  expect(text()).not.toContain('work of a node')
  const here = { perSecond: 300, statements: 12.5, commits: 1.25 }
  const node = { this: here, older: { perSecond: 100, statements: 25, commits: 5 } }
  expect(text({ rows: [{ ...row, node }] })).toMatch(
    /one a message +300\.0 +100\.0 +3\.00 +12\.50 +25\.00 +1\.25 +5\.00/,
  )
})

test('times below a millisecond are shown in microseconds', () => {
  expect(text({ rows: [{ ...row, thisMs: 0.0425, olderMs: 0.5 }] })).toMatch(/42\.50 +500 +CPU µs/)
})

test.each([
  [0.97, 'in the interval'],
  [0.9699, 'NOT in the interval'],
])('an interval that ends at %d is reported as "%s"', (high, verdict) => {
  const lines = formatComparison({ ...reported, rows: [{ ...row, interval: { ...row.interval, high } }] })
  expect(lines.find((line) => line.startsWith(row.name))).toMatch(new RegExp(`1?\\d \\s*${verdict}$`))
})

test('the output explains which ratio favours this tree', () => {
  expect(text()).toContain('ratio = CPU time per item of the older commit / CPU time per item of this tree')
  expect(text()).toContain('1.00 is equal speed; above 1 this')
})

test('work with different outcomes is listed', () => {
  expect(text()).not.toContain('NOT THE SAME WORK')
  expect(text({ differences: ['reading: 1 and 2'] })).toContain('NOT THE SAME WORK')
})
