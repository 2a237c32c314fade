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

test('a deadline that passed comes first, then one within 30 minutes', () => {
  expect(groupOf(row('a', '2026-11-24T14:30:00.000Z'), now, 'UTC')).toBe('soon')
  expect(groupOf(row('b', '2026-11-24T13:50:00.000Z'), now, 'UTC')).toBe('overdue')
  expect(groupOf(row('d', '2026-11-24T14:00:00.000Z'), now, 'UTC')).toBe('overdue')
  expect(groupOf(row('c', '2026-11-24T14:30:01.000Z'), now, 'UTC')).toBe('today')
})
test('decided cases form a separate group', () => {
  expect(groupOf({ ...row('a', '2026-11-24T14:10:00.000Z'), state: 'decided' }, now, 'UTC')).toBe('decided')
})
test("the group today uses the reader's time zone, not UTC", () => {
  const late = row('a', '2026-11-24T23:30:00.000Z')
  expect(groupOf(late, now, 'UTC')).toBe('today')
  expect(groupOf(late, now, 'Europe/Oslo')).toBe('tomorrow')
})
test.each([
  // Auckland is 13 hours ahead of UTC in November, New York 5 hours behind.
  ['Pacific/Auckland', '2026-11-24T10:00:00Z', '2026-11-24T10:45:00Z', 'today'],
  ['Pacific/Auckland', '2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z', 'tomorrow'],
  ['Pacific/Auckland', '2026-11-24T10:00:00Z', '2026-11-25T11:00:00Z', 'later'],
  ['America/New_York', '2026-11-24T23:00:00Z', '2026-11-25T04:59:00Z', 'today'],
  ['America/New_York', '2026-11-24T23:00:00Z', '2026-11-25T05:00:00Z', 'tomorrow'],
  // The clocks go back: 25 October 2026 has 25 hours in Oslo, 1 November in New York.
  ['Europe/Oslo', '2026-10-24T22:00:00Z', '2026-10-25T22:59:00Z', 'today'],
  ['Europe/Oslo', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 'tomorrow'],
  ['America/New_York', '2026-11-01T04:30:00Z', '2026-11-02T04:59:00Z', 'today'],
  ['America/New_York', '2026-11-01T04:30:00Z', '2026-11-02T05:00:00Z', 'tomorrow'],
  // The clocks go forward: 28 March 2027 has 23 hours in Oslo, 26 September 2027 in Auckland.
  ['Europe/Oslo', '2027-03-27T23:00:00Z', '2027-03-28T21:59:00Z', 'today'],
  ['Europe/Oslo', '2027-03-27T23:00:00Z', '2027-03-28T22:00:00Z', 'tomorrow'],
  ['Europe/Oslo', '2027-03-27T22:30:00Z', '2027-03-28T21:59:00Z', 'tomorrow'],
  ['Pacific/Auckland', '2027-09-25T12:00:00Z', '2027-09-26T10:59:00Z', 'today'],
  ['Pacific/Auckland', '2027-09-25T12:00:00Z', '2027-09-26T11:00:00Z', 'tomorrow'],
] as const)('in %s at %s, a deadline at %s is due %s', (zone, at, due, group) => {
  expect(groupOf(row('a', due), Date.parse(at), zone)).toBe(group)
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
