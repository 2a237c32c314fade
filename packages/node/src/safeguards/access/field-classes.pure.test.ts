import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinClasses, splitByClass } from './field-classes.ts'

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
const key = fc.constantFrom('surname', 'documents', 'locator', 'legs', 'from', 'label', 'contacts', 'version', 'value')
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(key, tie('node'), { maxKeys: 5 }),
  ),
})).node

test('whatever is split by class is the same when it is put together again', () => {
  fc.assert(
    fc.property(tree, (value) => {
      const { a, b } = splitByClass(value)
      expect(joinClasses(a, b)).toEqual(value)
    }),
  )
})

test('nothing of class A is left in class B: names, documents and contacts are gone from it at any depth', () => {
  const record = {
    locator: 'K4X9QP',
    people: [{ surname: 'VORK', given: 'NILS', documents: [{ number: 'N0042' }], seat: '14C' }],
    contacts: [{ value: '5550100' }],
  }
  const { b } = splitByClass(record)
  expect(b).toEqual({
    locator: 'K4X9QP',
    people: [{ surname: null, given: null, documents: [], seat: '14C' }],
    contacts: [],
  })
})
