import { expect, test } from 'vitest'
import { type Judged, judgementAlarms } from './judgement-limits.ts'

const quiet: Judged = { answers: [], misses: 0, latest: 0, plantedLatest: 0 }
const answer = (n: number, accepted: number, medianMargin: number | null = 60) => ({ n, accepted, medianMargin })

test.each([
  ['50 of 50 accepted', { answers: [answer(50, 50)] }, ['accepts']],
  ['49 of 49 accepted: too few', { answers: [answer(49, 49)] }, []],
  ['49 of 50 accepted: 98 % is the limit', { answers: [answer(50, 49)] }, []],
  ['98 of 100 accepted', { answers: [answer(100, 98)] }, []],
  ['99 of 100 accepted', { answers: [answer(100, 99)] }, ['accepts']],
  [
    'the second persons accept everything, the first do not',
    { answers: [answer(60, 20), answer(50, 50)] },
    ['accepts'],
  ],
  ['a median of 5 s above the floor', { answers: [answer(20, 3, 5)] }, []],
  ['a median just below 5 s above the floor', { answers: [answer(20, 3, 4.999)] }, ['hastes']],
  ['haste in 19 answers: too few', { answers: [answer(19, 3, 0)] }, []],
  ['one missed planted case', { misses: 1 }, ['missed']],
  ['two missed planted cases', { misses: 2 }, ['missed', 'missed-again']],
  ['none planted in 200', { latest: 200, plantedLatest: 0 }, ['without']],
  ['none planted in 199', { latest: 199, plantedLatest: 0 }, []],
  ['one planted in 200', { latest: 200, plantedLatest: 1 }, []],
] satisfies [string, Partial<Judged>, string[]][])('S21: alarms at the limits: %s', (_what, figures, codes) => {
  expect(judgementAlarms({ ...quiet, ...figures }).map(({ is }) => is)).toEqual(codes)
})
