import { expect, test } from 'vitest'
import { readItems } from './read-items.ts'

test('one item a line; blank lines and repeats are no items', () => {
  expect(readItems(' K4471906B|UTO \r\n\nK4471906B|UTO\nA1|UTO\n')).toEqual(['K4471906B|UTO', 'A1|UTO'])
  expect(readItems(' \n')).toEqual([])
})
