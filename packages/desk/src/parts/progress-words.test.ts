import { expect, test } from 'vitest'
import { paceOf } from './progress.tsx'

test('a task shows progress, pace and remaining time', () => {
  expect(paceOf(8_400, 21_000, 0, 2_800)).toEqual({ percent: 40, perSecond: 3_000, secondsLeft: 5 })
})

test('a task reaches 100 percent only when complete; an empty task is complete', () => {
  expect(paceOf(999, 1_000, 0, 10_000).percent).toBe(99)
  expect(paceOf(1_000, 1_000, 0, 10_000)).toMatchObject({ percent: 100, secondsLeft: 0 })
  expect(paceOf(0, 0, null, 0).percent).toBe(100)
})

test('no pace is shown in the first second or before anything is done', () => {
  expect(paceOf(5, 10, 9_500, 10_000)).toEqual({ percent: 50, perSecond: null, secondsLeft: null })
  expect(paceOf(0, 10, 0, 10_000).perSecond).toBeNull()
  expect(paceOf(0, 10, null, 10_000).perSecond).toBeNull()
})
