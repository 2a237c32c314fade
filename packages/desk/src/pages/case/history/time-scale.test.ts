import { expect, test } from 'vitest'
import { fitted, rangeOf, timeScale, widthOf } from './time-scale.ts'

const at = (text: string): number => Date.parse(`2026-11-${text}:00Z`)

test('a time is placed by its share of the range, and cut off outside of it', () => {
  const scale = timeScale(at('27T00:00'), at('28T00:00'), 6)
  expect([at('27T06:00'), at('28T00:00'), at('29T00:00'), at('26T00:00')].map(scale.at)).toEqual([0.25, 1, 1, 0])
})

test.each([
  ['a quarter of an hour', at('27T00:00'), at('27T00:15'), 5 * 60_000],
  ['three hours', at('27T00:00'), at('27T03:00'), 30 * 60_000],
  ['two days', at('26T19:00'), at('28T19:00'), 12 * 3_600_000],
  ['half a year', at('01T00:00'), Date.parse('2027-05-01T00:00:00Z'), 31 * 86_400_000],
])('ticks of %s are round and at most seven', (_, from, to, step) => {
  const { ticks } = timeScale(from, to, 6)
  expect(ticks.length).toBeLessThanOrEqual(7)
  expect(ticks.length).toBeGreaterThan(2)
  for (const [place, tick] of ticks.entries()) {
    expect(tick % Math.min(step, 86_400_000)).toBe(0)
    if (place > 0) expect(tick - (ticks[place - 1] ?? 0)).toBe(step)
  }
})

test('the short range has three hours, and the departure only if it is near', () => {
  const now = at('28T18:37')
  const [from, to] = rangeOf([at('26T19:05'), at('28T19:05'), at('30T22:50')], now, 'recent')
  expect(from).toBeGreaterThan(now - 3.5 * 3_600_000)
  expect(to).toBeGreaterThan(at('28T19:05'))
  expect(to).toBeLessThan(at('28T20:00'))
  const [first, last] = rangeOf([at('26T19:05'), at('30T22:50')], now, 'all')
  expect(first).toBeLessThan(at('26T19:05'))
  expect(last).toBeGreaterThan(at('30T22:50'))
})

test.each([1, 10, 90, 600, 5_000, 100_000])('a narrow picture of %d minutes has few ticks', (minutes) => {
  const from = at('27T00:07')
  const { ticks, at: place } = timeScale(from, from + minutes * 60_000, 2)
  expect(ticks.length).toBeLessThanOrEqual(3)
  for (const [index, tick] of ticks.entries())
    if (index > 0) expect(place(tick) - place(ticks[index - 1] ?? 0)).toBeGreaterThanOrEqual(0.3)
})

const room = { ticks: 2, letter: 0.1, nowWord: 0.3 }

test('words that fit stay whole, longer ones end with an ellipsis inside of the picture', () => {
  expect(fitted('birth date', room)).toBe('birth date')
  expect(fitted('birth date, document', room)).toBe('birth dat…')
  expect(widthOf(fitted('family name, birth date', room), room)).toBeLessThanOrEqual(1)
})

test('characters of Han take twice the room of Latin letters', () => {
  expect(fitted('出生日期', room)).toBe('出生日期')
  expect(fitted('出生日期和证件号码', room)).toBe('出生日期…')
})
