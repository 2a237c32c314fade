import { expect, test } from 'vitest'
import { cssString, strictestMarking } from './paper.tsx'

test('a sheet carries the strictest marking of its parts', () => {
  expect(strictestMarking(['green', 'amber+strict', 'amber'])).toBe('amber+strict')
  expect(strictestMarking([])).toBe('clear')
})
test('a name cannot end the CSS text around it', () => {
  expect(cssString('a "b" \\ c')).toBe('"a \\"b\\" \\\\ c"')
})
