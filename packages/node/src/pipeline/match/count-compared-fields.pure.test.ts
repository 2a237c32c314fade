import type { FieldComparison } from '@entente/contracts'
import { expect, test } from 'vitest'
import { countComparedFields } from './compare-fields.ts'

const row = (field: string, relation: FieldComparison['relation']): FieldComparison => ({
  ...{ field, relation, a: 'x', b: 'x', places: [] },
})

test('name, birth date, document and nationality count if both sides state them', () => {
  expect(countComparedFields([])).toBe(0)
  expect(countComparedFields([row('family name', 'same'), row('given names', 'differs')])).toBe(1)
  expect(
    countComparedFields([
      ...[row('name', 'spelling'), row('birth date', 'differs'), row('document', 'not-said'), row('sex', 'same')],
      row('nationality', 'same'),
    ]),
  ).toBe(3)
})
