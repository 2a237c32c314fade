import { expect, test } from 'vitest'
import { groupCases, groupOf } from './group-cases.ts'

const now = Date.parse('2026-11-24T14:00:00.000Z')
const row = (id: string, dueAt: string | null, value = 0, compared = 0, refusedOn: string | null = null) => ({
  id,
  dueAt,
  state: 'open' as const,
  rank: { value, compared, because: [] },
  person: { open: 0, decided: 1, refusedOn },
})

test('a deadline that passed or is within 30 minutes comes first', () => {
  expect(groupOf(row('a', '2026-11-24T14:30:00.000Z'), now, 'UTC')).toBe('soon')
  expect(groupOf(row('b', '2026-11-24T13:50:00.000Z'), now, 'UTC')).toBe('soon')
  expect(groupOf(row('c', '2026-11-24T14:30:01.000Z'), now, 'UTC')).toBe('today')
})
test('decided cases form a separate group', () => {
  expect(groupOf({ ...row('a', '2026-11-24T14:10:00.000Z'), state: 'decided' }, now, 'UTC')).toBe('decided')
})
test("the group today uses the reader's time zone, not UTC", () => {
  const late = row('a', '2026-11-24T23:30:00.000Z')
  expect(groupOf(late, now, 'UTC')).toBe('today')
  expect(groupOf(late, now, 'Europe/Oslo')).toBe('later')
})
test('a group is ordered by deadline, strength, compared fields; no deadline is last', () => {
  const groups = groupCases(
    [
      row('none', null, 99),
      row('far', '2026-11-26T09:00:00.000Z', 1),
      row('close', '2026-11-26T08:00:00.000Z', 5),
      row('loose', '2026-11-26T08:00:00.000Z', 2, 1),
      row('fuller', '2026-11-26T08:00:00.000Z', 2, 3),
    ],
    now,
    'UTC',
  )
  expect(groups.map((group) => [group.name, group.rows.map((each) => each.id)])).toEqual([
    ['later', ['close', 'fuller', 'loose', 'far', 'none']],
  ])
})
test('a person refused in another case comes first in the group, and in no earlier one', () => {
  const groups = groupCases(
    [
      row('soon', '2026-11-24T14:10:00.000Z'),
      row('strong', '2026-11-26T08:00:00.000Z', 9),
      row('return', '2026-11-26T22:50:00.000Z', 1, 1, '7N 482 TUN-OSL'),
    ],
    now,
    'UTC',
  )
  expect(groups.map((group) => [group.name, group.rows.map((each) => each.id)])).toEqual([
    ['soon', ['soon']],
    ['later', ['return', 'strong']],
  ])
})
