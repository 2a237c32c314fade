import { expect, test } from 'vitest'
import { caseOfKey, mayAssign, mayRemind } from './shift-acts.ts'

test('a key acts on the selected case, from whichever list it was selected', () => {
  expect(caseOfKey('risk-b', ['a', 'b'])).toBe('b')
  expect(caseOfKey('second-b', ['a', 'b'])).toBe('b')
})

test('a key acts on no other case than the selected one', () => {
  expect(caseOfKey('risk-c', ['a', 'b'])).toBeNull()
  expect(caseOfKey(undefined, ['a', 'b'])).toBe('a')
  expect(caseOfKey(undefined, [])).toBeNull()
})

test.each([
  ['nobody was reminded yet', 2, null, 0, true],
  ['five minutes are over', 2, '2026-11-28T17:00:00Z', 1, true],
  ['five minutes are not over', 2, '2026-11-28T17:00:01Z', 1, false],
  ['all reminders are used', 2, null, 3, false],
  ['nobody can confirm', 0, null, 0, false],
])('a supervisor reminds only if it helps: %s', (_, people, nextAt, count, expected) => {
  const now = Date.parse('2026-11-28T17:00:00Z')
  expect(mayRemind({ people, reminded: { nextAt, count } as never }, now)).toBe(expected)
})

test('a case that waits for a second person is not assigned', () => {
  expect(mayAssign({ state: 'awaiting-second' })).toBe(false)
  expect(mayAssign({ state: 'open' })).toBe(true)
})
