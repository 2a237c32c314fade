import { expect, test } from 'vitest'
import { beyondOf } from './read-capacity.ts'

const rates = (red: number, capacity: number) => ({ expected: { red, yellow: 0, blue: 0 }, capacity })
const counts = (red: number) => ({ red, yellow: 0, blue: 0, green: 0 })

test('criteria and the random share may exceed the capacity, and that is shown', () => {
  expect(beyondOf(rates(0, 5), counts(8), 100)).toEqual({ above: 3, left: 0 })
  expect(beyondOf(rates(0, 5), counts(5), 100)).toEqual({ above: 0, left: 0 })
})

test('the expected rate beyond the capacity is left out', () => {
  expect(beyondOf(rates(0.1, 5), counts(5), 100)).toEqual({ above: 0, left: 5 })
  expect(beyondOf(rates(0.1, 5), counts(8), 100)).toEqual({ above: 3, left: 2 })
  expect(beyondOf(rates(0.1, 50), counts(2), 100)).toEqual({ above: 0, left: 0 })
  expect(beyondOf(null, counts(8), 100)).toEqual({ above: 0, left: 0 })
})
