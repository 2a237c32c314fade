import { expect, test } from 'vitest'
import { groundTime } from './itinerary.tsx'

const leg = { from: 'NDJ', to: 'TUN', departure: '2026-11-27T23:10', arrival: '2026-11-28T04:40' }
const next = { from: 'TUN', to: 'OSL', departure: '2026-11-28T19:05', arrival: '2026-11-28T22:50' }

test('the time on the ground is between arrival and departure at one airport', () => {
  expect(groundTime(leg, next)).toEqual({ hours: 14, minutes: 25 })
})

test.each([
  ['the flights use different airports', leg, { ...next, from: 'MIR' }],
  ['the arrival is not known', { ...leg, arrival: null }, next],
  ['the second flight leaves before the first arrives', leg, { ...next, departure: '2026-11-28T03:00' }],
  ['a time cannot be read', leg, { ...next, departure: 'tomorrow' }],
])('no time on the ground is given if %s', (_, first, second) => {
  expect(groundTime(first, second)).toBeNull()
})
