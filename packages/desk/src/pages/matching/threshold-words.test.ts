import { expect, test } from 'vitest'
import { allBandsFrom, bandsOver, logOddsOf, readThreshold } from './threshold-words.ts'

test('a threshold names its lowest band, and whether the whole band is a hit', () => {
  // A score of one half is 6.5 nats, 2.82 steps; 0.93 is 3.51 steps, 0.98 is 4.08.
  expect(bandsOver(0.5)).toEqual({ from: 'slight', whole: false })
  expect(bandsOver(0.3)).toEqual({ from: 'slight', whole: false })
  expect(bandsOver(0.92)).toEqual({ from: 'slight', whole: false })
  expect(bandsOver(0.93)).toEqual({ from: 'partial', whole: true })
  expect(bandsOver(0.95)).toEqual({ from: 'partial', whole: false })
  expect(bandsOver(0.98)).toEqual({ from: 'close', whole: true })
  expect(allBandsFrom('close')).toEqual(['close', 'very-close'])
})

test('at a threshold of one half, weights must only equal the prior', () => {
  expect(logOddsOf(0.5)).toBe(0)
  expect(logOddsOf(0.9)).toBeCloseTo(2.197, 3)
})

test('a threshold is typed in hundredths from 0.20 to 0.99', () => {
  expect(['0.5', '.55', '0,62', ' 0.20 ', '0.99'].map(readThreshold)).toEqual([0.5, 0.55, 0.62, 0.2, 0.99])
  expect(readThreshold('')).toBe('empty')
  expect(['0.19', '1', '1.5', '0.555', 'half', '-0.5', '50'].map(readThreshold)).toEqual(
    Array(7).fill('not-a-threshold'),
  )
})
