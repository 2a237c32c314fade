import { expect, test } from 'vitest'
import { onceEach } from './once-each.ts'

test('a row on two pages is listed once, at its first place, with its newest values', () => {
  const rows = [
    { id: 'a', state: 'late' },
    { id: 'b', state: 'late' },
    { id: 'a', state: 'complete' },
  ]
  expect(onceEach(rows, ({ id }) => id)).toEqual([rows[2], rows[1]])
})
