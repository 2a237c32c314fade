import { expect, test } from 'vitest'
import { consignmentOf } from '../consignment.fixture.ts'
import { isAnswered } from './answered-by-version.ts'
import { clearanceAt, referralTimes, usualDeadlines } from './deadlines.ts'
import { codeOf } from './read-answer.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const minutes = (time: Date) => (time.getTime() - now.getTime()) / 60_000

test('an AC leaves at once or at a set time before a case is due', () => {
  const loadsAt = new Date('2026-11-24T15:00:00.000Z')
  const of = (clearance: number, at = now, loads: Date | null = loadsAt) =>
    minutes(clearanceAt({ ...usualDeadlines, clearance }, { at, loadsAt: loads, arrivesAt: null }, now))
  expect([of(0), of(30), of(500), of(500, now, null)]).toEqual([0, 30, 120, 500])
  // A decision after that time is sent at once; the past is never a time.
  expect(of(30, new Date('2026-11-24T11:00:00.000Z'))).toBe(0)
  expect(of(0, now, new Date('2026-11-24T12:30:00.000Z'))).toBe(0)
})

test('no departure that a filer states shortens the period below its least time', () => {
  for (const loads of ['2026-11-24T12:30:00.000Z', '2026-11-24T13:05:00.000Z', '2020-01-01T00:00:00.000Z']) {
    const times = (clearanceAtLeast: number, clearance = 500) =>
      minutes(
        clearanceAt(
          { ...usualDeadlines, clearance, clearanceAtLeast },
          { at: now, loadsAt: new Date(loads), arrivesAt: null },
          now,
        ),
      )
    expect([times(usualDeadlines.clearanceAtLeast), times(40), times(500), times(40, 30)]).toEqual([15, 40, 500, 30])
  }
})

test('a referral is due as stated or after the usual time, with a reminder halfway', () => {
  const of = (kind: 'RFI' | 'RFS', stated: string | null) => {
    const { dueAt, remindAt } = referralTimes(usualDeadlines, kind, stated, now)
    return [minutes(remindAt), minutes(dueAt)]
  }
  expect(of('RFI', null)).toEqual([60, 120])
  expect(of('RFS', null)).toEqual([90, 180])
  expect(of('RFI', '2026-11-24T13:00:00.000Z')).toEqual([30, 60])
  // A time that has passed leaves none.
  expect(of('RFI', '2026-11-24T11:00:00.000Z')).toEqual([60, 120])
})

test('each filer reads its own words', () => {
  const words = (settings: unknown) =>
    (['AC', 'RFI', 'RFS', 'DNL', 'HOLD'] as const).map((result) => codeOf(settings, { event: 'assessed', result }))
  expect(words({ answerCodes: 'acas' })).toEqual(['SF', '7H', '8H', '6H', 'HOLD'])
  expect(words({ answerCodes: 'ics2' })).toEqual(['IE3N03', 'IE3Q02', 'IE3Q03', 'IE3Q01', 'HOLD'])
  expect(words(null)).toEqual(words({ answerCodes: 'plain' }))
  expect(words({ answerCodes: 'morse' })).toEqual(words({}))
  expect(codeOf({}, { event: 'lifted', result: null })).toBe('LIFTED')
})

test('a version answers a question if the value asked about is stated and differs', () => {
  const of = (given: Parameters<typeof consignmentOf>[0]) => ({
    ...{ consignment: consignmentOf(given), conveyance: null, loads: [], differences: [] },
  })
  const before = of({ description: 'CHAIRS', hsCodes: ['940171'] })
  const after = of({ description: 'OAK CHAIRS', hsCodes: [] })
  for (const path of [
    '/description',
    'description',
    '/consignment/description',
    '/messages/0/consignments/3/description',
  ])
    expect(isAnswered(path, before, after), path).toBe(true)
  for (const path of ['/hsCodes', '/pieces', '', '/', '/description/length', '/__proto__/x', '/nothing'])
    expect(isAnswered(path, before, after), path).toBe(false)
  expect(isAnswered('/description', before, before)).toBe(false)
})
