import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { drawSample, quarterOf } from './read-necessity.ts'

test('S9 the sample is 5 % of the records, at least one, and the same for whoever draws it', () => {
  const ids = Array.from({ length: 200 }, () => randomUUID())
  const drawn = drawSample('2026-Q4', ids)
  expect(drawn).toHaveLength(10)
  expect(drawSample('2026-Q4', [...ids].reverse())).toEqual(drawn)
  expect(drawSample('2027-Q1', ids)).not.toEqual(drawn)
  expect([0, 1, 20, 21].map((count) => drawSample('2026-Q4', ids.slice(0, count)).length)).toEqual([0, 1, 1, 2])
})

test('each record is drawn about as often as others over the quarters', () => {
  const ids = Array.from({ length: 20 }, (_, place) => `record ${place}`)
  const count = new Map<string, number>()
  for (let year = 2000; year < 2100; year += 1)
    for (const quarter of [1, 2, 3, 4])
      for (const id of drawSample(`${year}-Q${quarter}`, ids)) count.set(id, (count.get(id) ?? 0) + 1)
  expect(count.size).toBe(20)
  expect(Math.max(...count.values())).toBeLessThan(45)
})

test('a quarter begins with its first day in UTC', () => {
  expect(quarterOf(new Date('2026-09-30T23:59:59Z'))).toBe('2026-Q3')
  expect(quarterOf(new Date('2026-10-01T00:00:00Z'))).toBe('2026-Q4')
})
