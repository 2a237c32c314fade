import { expect, test } from 'vitest'
import { addDuration } from './durations.ts'
import { clocksOf, regimes } from './regimes.ts'

test('months are calendar months in UTC, limited to the last day of the month', () => {
  const start = new Date('2026-08-31T14:02:00.000Z')
  expect(addDuration(start, 'P6M').toISOString()).toBe('2027-02-28T14:02:00.000Z')
  expect(addDuration(new Date('2027-08-31T00:00:00.000Z'), 'P6M').toISOString()).toBe('2028-02-29T00:00:00.000Z')
  expect(addDuration(start, 'P5Y').toISOString()).toBe('2031-08-31T14:02:00.000Z')
  expect(addDuration(start, 'PT48H').toISOString()).toBe('2026-09-02T14:02:00.000Z')
})

test('every regime masks before it deletes, and EU border records last two days', () => {
  const start = new Date('2026-11-24T12:00:00.000Z')
  for (const id of Object.keys(regimes) as (keyof typeof regimes)[]) {
    const { maskAt, deleteAt } = clocksOf(id, start)
    expect(deleteAt.getTime()).toBeGreaterThan(start.getTime())
    if (maskAt !== null) expect(maskAt.getTime()).toBeLessThanOrEqual(deleteAt.getTime())
  }
  expect(clocksOf('eu-api-border', start)).toEqual({ maskAt: null, deleteAt: new Date('2026-11-26T12:00:00.000Z') })
})
