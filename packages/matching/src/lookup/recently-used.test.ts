import { expect, test } from 'vitest'
import { MetBefore, RecentlyUsed } from './recently-used.ts'

test('the cache keeps a value in frequent use and drops other values', () => {
  const kept = new RecentlyUsed<number, string>(20)
  kept.set(0, 'often')
  for (let at = 1; at < 1000; at += 1) {
    kept.set(at, 'once')
    expect(kept.get(0)).toBe('often')
  }
  const still = Array.from({ length: 1000 }, (_, at) => kept.get(at)).filter((value) => value !== undefined)
  expect(still.length).toBeGreaterThan(5)
  expect(still.length).toBeLessThan(25)
  kept.clear()
  expect(kept.get(0)).toBeUndefined()
})

test('a large value displaces more values than a small one', () => {
  const kept = new RecentlyUsed<string, number[]>(100, (numbers) => numbers.length)
  kept.set('small', [1])
  kept.set('large', new Array(60).fill(0))
  kept.set('larger', new Array(60).fill(0))
  expect([kept.get('small'), kept.get('large')?.length, kept.get('larger')?.length]).toEqual([undefined, undefined, 60])
})

test('MetBefore reports a text as new only the first time', () => {
  const met = new MetBefore()
  const words = Array.from({ length: 1000 }, (_, at) => `word${at}`)
  expect(words.filter((word) => met.again(word))).toEqual([])
  // Two of the thousand words may have the same place; then one overwrites the other.
  expect(words.filter((word) => met.again(word)).length).toBeGreaterThan(980)
})
