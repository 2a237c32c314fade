import { expect, test } from 'vitest'
import { agreesInPart, bothWhole } from './relation-of.ts'

test('a date without a day agrees with every day in its month or year', () => {
  expect(agreesInPart('1970-10-04', '1970~')).toBe(true)
  expect(agreesInPart('1970-10-04', '1970-10')).toBe(true)
  expect(agreesInPart('1970-10-04', '1970-11')).toBe(false)
  expect(agreesInPart('2004-10-10', '1999~')).toBe(false)
})
test('a range includes its first and last year', () => {
  expect(agreesInPart('1963-12-31', '1958/1963')).toBe(true)
  expect(agreesInPart('1958-01-01', '1958/1963')).toBe(true)
  expect(agreesInPart('1964-01-01', '1958/1963')).toBe(false)
})
test('only complete dates are compared character by character', () => {
  expect(bothWhole('1988-03-14', '1988-03-15')).toBe(true)
  expect(bothWhole('1988-03-14', '1988~')).toBe(false)
})
