import type { Entry, Identity } from '@entente/contracts'
import { expect, test } from 'vitest'
import { Screener } from '../screener/screener.ts'
import { calibrationOf, scoreOfSum, sumOfScore } from './calibrate.ts'
import { compare } from './compare.ts'

test('a larger sum gives a larger score; sumOfScore returns the sum of a score', () => {
  let before = 0
  for (let sum = -8; sum <= 8; sum += 0.01) {
    const score = scoreOfSum(sum)
    expect(score).toBeGreaterThanOrEqual(before)
    before = score
    if (score > 0.01 && score < 0.99) expect(sumOfScore(score)).toBeCloseTo(sum, 3)
  }
})
test('calibration changes no sum at or below zero, so it changes no default verdict', () => {
  for (const sum of [-5, -1.386, -0.01, 0]) expect(calibrationOf(sum)).toBe(0)
  expect(scoreOfSum(-1e-6)).toBeLessThanOrEqual(0.5)
  expect(scoreOfSum(0.01)).toBeGreaterThan(0.5)
})
test('the evidence has a line for the calibration only if the sum is positive', () => {
  const lines = (a: string, b: string) =>
    compare({ names: [a] }, { names: [b] }).evidence.filter((item) => item.relation === 'calibration')
  expect(lines('Marta Brzezowska', 'Marta Brzezowska')).toHaveLength(1)
  expect(lines('Marta Brzezowska', 'Helena Brzezowska')).toEqual([])
})
test('the index finds every entry whose score reaches the threshold, whatever the threshold', () => {
  const entries: Entry[] = ['Ali Hasan', 'Omar Khalil', 'Joko Santoso', 'Marta Brzezowska', 'Tebbo Vardak'].map(
    (name, place) => ({ id: `e${place}`, names: [name], birthDates: ['1971'] }),
  )
  const subjects: Identity[] = ['Ali Hassan', 'Umar Khalil', 'Joko Santosa', 'Marta Brzezovska', 'Tebo Vardak'].flatMap(
    (name) => [{ names: [name] }, { names: [name], birthDates: ['1972-03-04'] }],
  )
  for (const threshold of [0.3, 0.5, 0.6, 0.75, 0.9, 0.97]) {
    const screener = Screener.build(entries, { threshold })
    for (const subject of subjects) {
      const found = screener.screen(subject).map((hit) => hit.entryId)
      const due = entries.filter((entry) => compare(subject, entry, { threshold }).verdict === 'match')
      expect(found.sort(), `${subject.names} at ${threshold}`).toEqual(due.map((entry) => entry.id).sort())
    }
  }
})
