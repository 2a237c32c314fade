import { expect, test } from 'vitest'
import { ageWords } from './age-words.ts'

const now = Date.parse('2026-11-24T12:00:00Z')
test.each([
  ['2026-11-24T11:59:30Z', 'just now'],
  ['2026-11-24T12:00:02Z', 'just now'],
  ['2026-11-24T11:52:00Z', '8 min ago'],
  ['2026-11-24T10:01:00Z', '1 h ago'],
  ['2026-11-23T12:00:01Z', '23 h ago'],
  ['2026-11-23T12:00:00Z', '23 Nov 2026'],
])('an upload received at %s has the age %s', (instant, words) => {
  expect(ageWords(instant, now)).toBe(words)
})
