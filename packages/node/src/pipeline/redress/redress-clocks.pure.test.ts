import { expect, test } from 'vitest'
import { answerTime, clocksOfRequest, extendedDue } from './redress-clocks.ts'

const at = (day: string, time = '10:00') => new Date(`${day}T${time}:00.000Z`)
const received = at('2026-08-31')

test.each([
  ['access', null, undefined, '2026-09-30'],
  ['complaint', null, undefined, '2026-09-30'],
  ['complaint', null, 14, '2026-09-14'],
  ['access', null, 14, '2026-09-30'],
  ['misidentification', null, undefined, '2026-09-30'],
  ['misidentification', '2026-09-07', undefined, '2026-09-03'],
  ['misidentification', '2026-08-31', undefined, '2026-09-03'],
  ['misidentification', '2026-09-08', undefined, '2026-09-30'],
  ['misidentification', '2026-08-30', undefined, '2026-09-30'],
  ['correction', '2026-09-02', undefined, '2026-09-30'],
] as const)('S23: %s needed by %s, with %s days for complaints, is due on %s', (kind, neededBy, days, due) => {
  expect(clocksOfRequest({ kind, neededBy }, received, days).dueAt).toEqual(at(due))
})

test('S23: somebody takes a request up within three days, an urgent one within one', () => {
  expect(clocksOfRequest({ kind: 'access' }, received, undefined).acknowledgeBy).toEqual(at('2026-09-03'))
  const urgent = clocksOfRequest({ kind: 'misidentification', neededBy: '2026-09-01' }, received, undefined)
  expect(urgent.acknowledgeBy).toEqual(at('2026-09-01'))
})

test('S23: an extension adds two calendar months', () => {
  expect(extendedDue(at('2026-12-31'))).toEqual(at('2027-02-28'))
})

test('P17: an answer that says neither is shown on the same day, however early it was decided', () => {
  const shown = (now: Date) => answerTime('neither-confirm-nor-deny', received, now)
  expect(shown(at('2026-09-01'))).toEqual(at('2026-09-21'))
  expect(shown(at('2026-09-20'))).toEqual(at('2026-09-21'))
  expect(answerTime('upheld', received, at('2026-09-01'))).toEqual(at('2026-09-01'))
})
