import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FieldClass, type FieldClasses, joinClasses, splitAnew, splitByClass } from './field-classes.ts'

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
const key = fc.constantFrom(
  'surname',
  'documents',
  'locator',
  'legs',
  'from',
  'label',
  'contacts',
  '__proto__',
  'value',
)
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(key, tie('node'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).node
const fieldClass = fc.constantFrom<FieldClass>('kept', 'masked', 'names', 'contact', 'api')
const classes = fc.letrec<{ node: FieldClasses }>((tie) => ({
  node: fc.dictionary(
    fc.constantFrom('surname', 'documents', 'locator', 'legs', 'from', 'label', '*'),
    fc.oneof({ maxDepth: 3 }, fieldClass, tie('node')),
    { maxKeys: 6, noNullPrototype: true },
  ) as fc.Arbitrary<FieldClasses>,
})).node
const regime = fc.constantFrom('icao', 'platform-tco', 'unknown')

test('splitting a value by any classes and joining it gives the same value', () => {
  fc.assert(
    fc.property(tree, classes, regime, (value, fields, under) => {
      const { a, b } = splitByClass(value, fields, under)
      expect(joinClasses(a, b)).toEqual(value)
    }),
  )
})

const fields: FieldClasses = {
  locator: 'kept',
  people: { surname: 'names', given: 'names', documents: 'api', seat: 'kept' },
  contacts: 'contact',
  history: 'masked',
}
const record = {
  locator: 'K4X9QP',
  people: [{ surname: 'VORK', given: 'NILS', documents: [{ number: 'N0042' }], seat: '14C' }],
  contacts: [{ value: '5550100' }],
  history: 'VORK was BERG',
}

test('masked fields are removed from the kept part at any depth', () => {
  expect(splitByClass(record, fields, 'icao').b).toEqual({
    locator: 'K4X9QP',
    people: [{ surname: null, given: null, documents: [], seat: '14C' }],
    contacts: [],
    history: null,
  })
})

test('a field without a class is masked, even inside an object that is kept', () => {
  const value = {
    ...{ locator: 'K4X9QP', driver: 'VORK', consignee: { address: 'Quay 4' } },
    ...{ route: { via: 'OSL' }, legs: ['A', 'B'] },
  }
  expect(splitByClass(value, { locator: 'kept', route: 'kept', legs: 'kept' }, 'icao').b).toEqual({
    locator: 'K4X9QP',
    driver: null,
    consignee: null,
    route: null,
    legs: ['A', 'B'],
  })
})

test('a category is masked only if the regime lists it', () => {
  const { b } = splitByClass(record, fields, 'platform-tco')
  expect(b).toEqual({ ...record, history: null })
  expect(splitByClass(record, fields).b).toEqual(splitByClass(record, fields, 'icao').b)
  expect(splitByClass(record, fields, 'no-such-regime').b).toEqual(splitByClass(record, fields, 'icao').b)
})

test('splitting a stored record again by the same classes changes nothing', () => {
  fc.assert(
    fc.property(tree, classes, fc.boolean(), (value, by, masked) => {
      expect(splitAnew(splitByClass(value, by, 'icao'), by, 'icao', masked)).toBeNull()
    }),
  )
})

test('splitting a stored record again loses no data', () => {
  fc.assert(
    fc.property(tree, classes, classes, fc.boolean(), (value, before, after, masked) => {
      const stored = splitByClass(value, before, 'icao')
      const { a, b } = splitAnew(stored, after, 'icao', masked) ?? stored
      expect(joinClasses(a, b)).toEqual(value)
    }),
  )
})

test('splitting a masked record again removes newly masked fields and restores none', () => {
  const stored = splitByClass(record, fields, 'icao')
  const less = { ...fields, contacts: { value: 'kept' }, locator: 'masked' } as FieldClasses
  expect(splitAnew(stored, less, 'icao', true)?.b).toEqual({
    ...(stored.b as object),
    locator: null,
  })
  expect(splitAnew(stored, less, 'icao', false)?.b).toMatchObject({ contacts: [{ value: '5550100' }], locator: null })
})
