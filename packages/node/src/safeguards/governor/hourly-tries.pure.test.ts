import { expect, test } from 'vitest'
import { HourlyTries } from './pace.ts'

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('bad input 22: the eleventh try of an address within an hour is refused, others go on', () => {
  let now = 0
  const tries = new HourlyTries({ each: 10, total: 100 }, () => now)
  for (let n = 0; n < 10; n += 1) {
    tries.take('a')
    now += 60_000
  }
  expect(codeOf(() => tries.take('a'))).toBe('too-many-requests')
  expect(codeOf(() => tries.take('b'))).toBe('ok')
  now = 3_600_000
  expect(codeOf(() => tries.take('a'))).toBe('ok')
  expect(codeOf(() => tries.take('a'))).toBe('too-many-requests')
})

test('all addresses together have a limit, and a right try is given back', () => {
  const tries = new HourlyTries({ each: 10, total: 2 }, () => 5)
  tries.take('a')
  tries.take('b')
  expect(codeOf(() => tries.take('c'))).toBe('too-many-requests')
  tries.giveBack('b')
  expect(codeOf(() => tries.take('c'))).toBe('ok')
})
