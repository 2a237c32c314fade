import { expect, test } from 'vitest'
import { stateOf, troubleWords } from './peer-words.ts'

test('a problem is shown before a lag; an inactive member shows its state', () => {
  const word = (state: Parameters<typeof stateOf>[0]['state'], trouble: string | null, lag: number | null) =>
    stateOf({ state, trouble, lag }).word
  expect(word('active', 'unreachable', 3)).toBe('Not reached')
  expect(word('active', null, 1)).toBe('1 entry behind')
  expect(word('active', null, null)).toBe('Up to date')
  expect(word('joined-unconfirmed', 'unreachable', 3)).toBe('Not confirmed')
  expect(word('removed', null, 0)).toBe('Removed')
})

test('a problem is described in a sentence, including an unknown code', () => {
  expect(troubleWords(null)).toBeNull()
  expect(troubleWords('feed-broken')).toMatch(/Nothing of it is taken/)
  expect(troubleWords('http-418')).toBe('Its node refuses: http-418.')
})
