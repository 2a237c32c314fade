import { expect, test } from 'vitest'
import { cssString, strictestMarking } from './paper-marking.ts'

test('a sheet carries the strictest marking of what is on it', () => {
  expect(strictestMarking(['green', 'amber+strict', 'amber'])).toBe('amber+strict')
  expect(strictestMarking([])).toBe('clear')
})
test('a name cannot end the text it stands in', () => {
  expect(cssString('a "b" \\ c')).toBe('"a \\"b\\" \\\\ c"')
})
