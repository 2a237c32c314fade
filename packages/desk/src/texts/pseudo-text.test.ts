import { expect, test } from 'vitest'
import { pseudoMessage, pseudoWords } from './pseudo-text.ts'

test('accented words have no plain letter and are 40 % longer', () => {
  const words = pseudoWords('The quick brown fox jumps over the lazy dog', 'en-XA')
  expect(words).not.toMatch(/[a-z]/i)
  expect(words.length).toBeGreaterThanOrEqual(43 + 14)
})

test('a longer text keeps the words of the shorter text that it begins with', () => {
  expect(pseudoWords('Open the details at', 'en-XA')).toMatch(new RegExp(`^${pseudoWords('Open the', 'en-XA')} `))
})

test('the second made-up language has only letters that run from right to left', () => {
  expect(pseudoWords('Overdue cases', 'en-XB')).toMatch(/^[\p{Script=Hebrew} ]+$/u)
})

test('arguments, options and tags of a message stay the same', () => {
  const message = pseudoMessage('{n, plural, one {One <b>case</b>} other {# cases of {who}}}', 'en-XA')
  expect(message.format({ n: 3, who: 'Ada', b: (inside: string[]) => `[${inside.join('')}]` })).toMatch(
    /^3 çàšéš\p{L}* öƒ\p{L}* Ada$/u,
  )
  expect(message.format({ n: 1, who: 'Ada', b: (inside: string[]) => `[${inside.join('')}]` })).toMatch(/\[çàšé.*\]/)
})
