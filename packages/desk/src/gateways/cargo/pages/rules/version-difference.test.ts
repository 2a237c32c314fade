import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareLines } from './version-difference.tsx'

test('a changed line stands as removed, then as added, among the lines that stay', () => {
  expect(compareLines('a &&\nb &&\nc', 'a &&\nB &&\nc').map(({ side, line }) => `${side} ${line}`)).toEqual([
    'same a &&',
    'removed b &&',
    'added B &&',
    'same c',
  ])
})

test('the lines without the added ones are the text before, and without the removed ones the text after', () => {
  const line = fc.constantFrom('a', 'b', 'c', '')
  const lines = fc.array(line, { minLength: 1, maxLength: 12 }).map((all) => all.join('\n'))
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const compared = compareLines(before, after)
      const without = (left: string) => compared.filter(({ side }) => side !== left).map((one) => one.line)
      expect(without('added').join('\n')).toBe(before)
      expect(without('removed').join('\n')).toBe(after)
    }),
  )
})
