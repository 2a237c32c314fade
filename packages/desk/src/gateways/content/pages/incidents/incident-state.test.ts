import type { Incident } from '@entente/contracts'
import { expect, test } from 'vitest'
import { incidentState } from './incidents-page.tsx'

const now = Date.parse('2026-11-24T12:00:00Z')
const incident = (startsAt: string, endsAt: string | null): Incident => ({
  id: '00000000-0000-4000-8000-000000000000',
  name: 'Harbour bridge',
  level: 'incident',
  startsAt,
  endsAt,
  createdAt: startsAt,
  items: 0,
  firstSignalAt: null,
  firstHitAt: null,
})
test('an incident includes its start time but not its end time', () => {
  expect(incidentState(incident('2026-11-24T12:00:00.000Z', null), now)).toBe('running')
  expect(incidentState(incident('2026-11-24T10:00:00.000Z', '2026-11-24T12:00:00.000Z'), now)).toBe('ended')
  expect(incidentState(incident('2026-11-24T12:00:01.000Z', null), now)).toBe('later')
})
