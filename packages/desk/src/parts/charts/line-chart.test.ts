import { expect, test } from 'vitest'
import { pathOf } from './line-chart.tsx'

const scale = { end: 10, ticks: [0, 10] }
const at = (values: (number | null)[]) => values.map((value, place) => ({ at: place / 4, value }))

test('a line goes through its points, and stops where a value is missing', () => {
  expect(pathOf(at([0, 5, 10]), scale)).toBe('M0 100L25 50L50 0')
  expect(pathOf(at([0, 5, null, 10, 5]), scale)).toBe('M0 100L25 50M75 0L100 50')
})

test('a single value between gaps stays visible', () => {
  expect(pathOf(at([null, 5, null]), scale)).toBe('M25 50h0.5')
})
