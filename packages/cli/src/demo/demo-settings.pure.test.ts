import { expect, test } from 'vitest'
import { monthsOf } from './demo-settings.ts'

test('the demonstration plays twelve months unless it is told otherwise', () => {
  expect([{}, { history: true }, { history: '3' }, { history: false }].map(monthsOf)).toEqual([12, 12, 3, 0])
})

test.each(['0', '13', '1.5', '-1', 'many', ''])('a history of %j months is refused', (history) => {
  expect(() => monthsOf({ history })).toThrow('--history takes 1 to 12 months')
})
