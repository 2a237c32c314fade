import { expect, test } from 'vitest'
import { cssString, strictestMarking } from './paper.tsx'

test('a sheet has the strictest marking of its parts', () => {
  expect(strictestMarking(['green', 'amber+strict', 'amber'])).toBe('amber+strict')
  expect(strictestMarking([])).toBe('clear')
})
test('a name cannot close the CSS string that contains it', () => {
  expect(cssString('a "b" \\ c')).toBe('"a \\"b\\" \\\\ c"')
})
