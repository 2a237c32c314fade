import { expect, test } from 'vitest'
import { quarantinedRanges, windowAround } from './quarantined-ranges.ts'

const segment = (number: number, quarantined: boolean) => ({
  number,
  from: number * 10,
  to: number * 10 + 9,
  tag: 'NAD',
  text: '',
  quarantined,
})

test('neighbouring quarantined segments form one range', () => {
  expect(
    quarantinedRanges([segment(1, false), segment(2, true), segment(3, true), segment(4, false), segment(5, true)]),
  ).toEqual([
    { from: 20, to: 39, first: 1 },
    { from: 50, to: 59, first: 4 },
  ])
})
test('the window has the segment in its middle, or begins at the message start', () => {
  expect(windowAround(undefined, 400)).toBe(0)
  expect(windowAround(12, 400)).toBe(0)
  expect(windowAround(1_000, 400)).toBe(799)
})
