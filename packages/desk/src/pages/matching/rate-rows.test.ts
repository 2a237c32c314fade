import type { HitRate } from '@entente/contracts'
import { expect, test } from 'vitest'
import { isAbove, scaleOf, timesTheMean } from './rate-table.tsx'

const rate = (part: Partial<HitRate>): HitRate => ({
  people: 200,
  alerted: 4,
  rate: 0.02,
  low: 0.008,
  high: 0.05,
  ...part,
})
const hidden = rate({ alerted: 'sup', rate: null, low: null, high: null })

test('all bars have one scale that covers the highest bound', () => {
  expect(scaleOf([{ value: 'Latin', inForce: rate({ high: 0.013 }), proposed: rate({ high: 0.031 }) }])).toBe(0.05)
  expect(scaleOf([{ value: 'Latin', inForce: hidden }])).toBe(0.01)
  expect(scaleOf([])).toBe(0.01)
})

test('a group is above the mean only if its whole interval is above', () => {
  const all = rate({ rate: 0.01 })
  expect(isAbove(rate({ rate: 0.04, low: 0.02 }), all)).toBe(true)
  expect(isAbove(rate({ rate: 0.04, low: 0.009 }), all)).toBe(false)
  expect(isAbove(hidden, all)).toBe(false)
})

test('no ratio is computed from a hidden count or a mean of zero', () => {
  expect(timesTheMean(rate({ rate: 0.04 }), rate({ rate: 0.01 }))).toBe(4)
  expect(timesTheMean(hidden, rate({}))).toBeNull()
  expect(timesTheMean(rate({}), rate({ rate: 0 }))).toBeNull()
})
