import { expect, test } from 'vitest'
import { MetBefore } from './met-before.ts'

test('a text is met for the first time once, as long as few others come', () => {
  const met = new MetBefore()
  const words = Array.from({ length: 1000 }, (_, at) => `word${at}`)
  expect(words.filter((word) => met.again(word))).toEqual([])
  // Two of a thousand may fall in one place.
  expect(words.filter((word) => met.again(word)).length).toBeGreaterThan(980)
})
