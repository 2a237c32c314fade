import { expect, test } from 'vitest'
import { readItems } from './blind-form.tsx'

test('each line is an item; blank lines and repetitions are skipped', () => {
  expect(readItems(' K4471906B|UTO \r\n\nK4471906B|UTO\nA1|UTO\n')).toEqual(['K4471906B|UTO', 'A1|UTO'])
  expect(readItems(' \n')).toEqual([])
})
