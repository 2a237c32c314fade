import { expect, test } from 'vitest'
import { drawTimeOf, listingWeek, mondayOf, weekAfter, weekBefore } from './weeks.ts'

test('a week begins on Monday, 00:00 UTC', () => {
  expect(mondayOf(new Date('2026-11-30T00:00:00Z'))).toBe('2026-11-30')
  expect(mondayOf(new Date('2026-11-29T23:59:59Z'))).toBe('2026-11-23')
  expect(mondayOf(new Date('2027-01-01T12:00:00Z'))).toBe('2026-12-28')
  expect([weekAfter('2026-12-28'), weekBefore('2027-01-04')]).toEqual(['2027-01-04', '2026-12-28'])
})

test('what is decided from Saturday on is drawn a week later', () => {
  expect(drawTimeOf('2026-11-30').toISOString()).toBe('2026-12-05T00:00:00.000Z')
  expect(listingWeek(new Date('2026-12-04T23:59:59Z'))).toBe('2026-11-30')
  expect(listingWeek(new Date('2026-12-05T00:00:00Z'))).toBe('2026-12-07')
  expect(listingWeek(new Date('2026-12-07T00:00:00Z'))).toBe('2026-12-07')
})
