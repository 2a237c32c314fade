import { expect, test } from 'vitest'
import { dueWords } from './due-words.ts'

const now = Date.parse('2026-11-24T13:54:00.000Z')
const inMs = (ms: number): string => new Date(now + ms).toISOString()

test('a deadline shows the remaining time and its time of day', () => {
  expect(dueWords('2026-11-24T14:02:00.000Z', now, 'UTC')).toMatchObject({
    tone: 'near',
    text: '8 min',
    instant: '14:02',
  })
  expect(dueWords('2026-11-24T15:05:00.000Z', now, 'UTC')).toMatchObject({
    tone: 'later',
    text: '1 h 11',
    instant: '15:05',
  })
})
test('remaining minutes are rounded down', () => {
  expect(dueWords(inMs(9 * 60_000 + 59_000), now, 'UTC').text).toBe('9 min')
})
test('a deadline within 10 minutes is near, within 30 minutes soon', () => {
  expect(dueWords(inMs(10 * 60_000), now, 'UTC').tone).toBe('near')
  expect(dueWords(inMs(10 * 60_000 + 1), now, 'UTC').tone).toBe('soon')
  expect(dueWords(inMs(30 * 60_000 + 1), now, 'UTC').tone).toBe('later')
})
test('under two minutes the remaining time is counted in steps of ten seconds', () => {
  expect(dueWords(inMs(119_000), now, 'UTC').text).toBe('1 min 50 s')
  expect(dueWords(inMs(59_000), now, 'UTC').text).toBe('50 s')
})
test('a passed deadline is shown with the answer that was sent', () => {
  const words = dueWords(inMs(-3 * 60_000), now, 'UTC', 'sender was informed: further check')
  expect(words).toMatchObject({ tone: 'late', text: '3 min over', instant: 'was 13:51' })
  expect(words.spoken).toContain('sender was informed: further check')
})
test('after one minute overdue, seconds are no longer counted', () => {
  expect(dueWords(inMs(-50_000), now, 'UTC').text).toBe('50 s over')
  expect(dueWords(inMs(-110_000), now, 'UTC').text).toBe('1 min over')
  expect(dueWords(inMs(-120_000), now, 'UTC').text).toBe('2 min over')
})
test('a deadline on another day of the zone carries the day; a missing one is not zero', () => {
  expect(dueWords('2026-11-25T00:30:00.000Z', now, 'UTC')).toMatchObject({ text: '10 h 36', instant: 'Wed 00:30' })
  expect(dueWords('2026-11-25T00:30:00.000Z', now, 'America/New_York')).toMatchObject({ instant: '19:30' })
  expect(dueWords('2026-11-24T13:00:00.000Z', now, 'Pacific/Auckland')).toMatchObject({ instant: 'was 02:00' })
  expect(dueWords('2026-12-12T09:00:00.000Z', now, 'UTC')).toMatchObject({ text: '17 d', instant: '12 Dec 09:00' })
  expect(dueWords(null, now, 'UTC')).toMatchObject({ tone: 'none', text: 'No deadline', instant: null })
})
