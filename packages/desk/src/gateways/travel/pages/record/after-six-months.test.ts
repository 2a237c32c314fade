import { expect, test } from 'vitest'
import { afterSixMonths } from './record-page.tsx'

test('six calendar months are recognised, although their number of days varies', () => {
  expect(afterSixMonths('2026-08-31T10:00:00.000Z', '2027-02-28T10:00:00.000Z')).toBe(true)
  expect(afterSixMonths('2026-03-01T00:00:00.000Z', '2026-09-01T00:00:00.000Z')).toBe(true)
  expect(afterSixMonths('2026-03-01T00:00:00.000Z', '2027-03-01T00:00:00.000Z')).toBe(false)
  expect(afterSixMonths('2026-03-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z')).toBe(false)
})
