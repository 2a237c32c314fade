import { expect, test } from 'vitest'
import { alignField } from './align-field.ts'

test('values that differ only in case are the same', () => {
  expect(alignField('QARMOUTI', 'Qarmouti')).toEqual({ relation: 'same', places: [] })
  expect(alignField('IRMAK', 'ırmak')).toEqual({ relation: 'same', places: [] })
})
test('the differing characters of the first value are marked', () => {
  expect(alignField('AB1234567', 'AB1284567')).toEqual({ relation: 'spelling', places: [4] })
  expect(alignField('Youssef', 'Yusuf')).toEqual({ relation: 'differs', places: [1, 3, 5] })
  expect(alignField('Yussuf', 'Yusuf').places).toHaveLength(1)
  expect(alignField('Yusuf', 'Yussuf')).toEqual({ relation: 'spelling', places: [] })
})
test('a letter with its marks is one character', () => {
  expect(alignField('Jose\u0301', 'José')).toEqual({ relation: 'same', places: [] })
  expect(alignField('Nu\u0308n\u0303ez', 'Nunez').places).toEqual([1, 2])
})
test('unlike values and empty values differ; only the first 500 characters are compared', () => {
  expect(alignField('Anna', 'Boris').relation).toBe('differs')
  expect(alignField('Anna', '')).toEqual({ relation: 'differs', places: [0, 1, 2, 3] })
  expect(alignField('', '')).toEqual({ relation: 'same', places: [] })
  expect(alignField('a'.repeat(100_000), 'a'.repeat(100_000)).relation).toBe('same')
})
