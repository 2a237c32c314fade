import { expect, test } from 'vitest'
import { leavesWords } from './leaves-words.ts'

const flight = {
  key: '7N-482-2026-11-24-TUN-OSL',
  carrier: '7N',
  number: '482',
  from: 'TUN',
  to: 'OSL',
  departure: '2026-11-24T14:35',
  departsAt: '2026-11-24T13:35:00.000Z',
  fromZone: 'Africa/Tunis',
}

test('a departure is shown in local time with the offset from UTC', () => {
  expect(leavesWords(flight, Date.parse('2026-11-24T08:00:00Z'))).toBe('Leaves 14:35 Tunis (UTC+1)')
})
test('the date is shown if the local day is not today', () => {
  expect(leavesWords(flight, Date.parse('2026-11-23T22:00:00Z'))).toBe('Leaves 24 Nov 2026 14:35 Tunis (UTC+1)')
})
test('an unknown time zone is named, and no offset is guessed', () => {
  expect(leavesWords({ ...flight, fromZone: null, departsAt: null })).toBe(
    'Leaves 24 Nov 2026 14:35 local time, zone not known',
  )
})
