import { expect, test } from 'vitest'
import { fieldByPath, fields, nowField, slotOf } from '../language/fields.ts'
import { compileRulePattern } from '../language/rule-pattern.ts'
import { consignmentOf, contextOf, itemOf, partyOf } from '../rules.fixture.ts'
import { type AnyConsignment, readInput } from './read-input.ts'
import { ConsignmentFault } from './rule-input.ts'

const read = (consignment: AnyConsignment, path: string) => readInput(consignment, contextOf()).values[slotOf(path)]

test('every field has a slot, a type and a meaning, and a full consignment states every field', () => {
  const full = consignmentOf({
    parties: (['consignor', 'consignee', 'notify'] as const).map((role) =>
      partyOf(role, { name: 'A LTD', country: 'NO', city: 'B', id: 'C' }),
    ),
    handlingText: ['KEEP DRY'],
  })
  const firstSeen = { consignor: true, consignee: false, pair: true, route: false, hsForConsignee: true }
  const context = contextOf({ rate: 1, unClasses: [], firstSeen, watch: { best: 0, kinds: [] }, score: 0 })
  const { values } = readInput(full, context)
  const absent = [...fields, nowField].filter(({ slot }) => values[slot] === undefined)
  expect(absent.map(({ path }) => path)).toEqual([])
  const types = fields.filter(({ slot, type }) => {
    const value = values[slot]
    const kind = Array.isArray(value) ? 'list<string>' : typeof value
    return kind !== ({ int: 'bigint', double: 'number', bool: 'boolean' }[type as 'int'] ?? type)
  })
  expect(types.map(({ path }) => path)).toEqual([])
  expect(new Set(fields.map(({ slot }) => slot)).size).toBe(fieldByPath.size - 1)
})

test('null, missing and empty texts are absent; lists without elements are known to be empty', () => {
  expect(read({}, 'c.hs')).toBeUndefined()
  expect(read({ hsCodes: null }, 'c.hs')).toBeUndefined()
  expect(read({ hsCodes: [] }, 'c.hs')).toEqual([])
  expect(read({ origin: '' }, 'c.origin')).toBeUndefined()
  expect(read({ handlingText: [] }, 'c.handlingText')).toBe('')
  expect(read({ grossKg: Number.NaN }, 'c.grossKg')).toBeUndefined()
  expect(read({ pieces: 2.5 }, 'c.pieces')).toBeUndefined()
})

test('ratios need both sides, and a divisor above zero', () => {
  expect(read({ grossKg: 10, pieces: 4 }, 'c.kgPerPiece')).toBe(2.5)
  expect(read({ grossKg: 10, pieces: 0 }, 'c.kgPerPiece')).toBeUndefined()
  expect(read({ grossKg: 10, volumeM3: null }, 'c.kgPerM3')).toBeUndefined()
})

test('the description holds that of the consignment and those of items that say something else', () => {
  const items = ['PARTS OF ENGINES', 'RIFLES', null, 'RIFLES'].map((description) => itemOf({ description }))
  const read_ = (description: string | null) => read(consignmentOf({ description, items }), 'c.description')
  expect(read_('SPARE PARTS OF ENGINES')).toBe('SPARE PARTS OF ENGINES\nRIFLES')
  expect(read_(null)).toBe('PARTS OF ENGINES\nRIFLES')
})

test('headings and chapters are listed once, and codes too short for them are left out', () => {
  const hsCodes = ['930630', '930621', '73', '7310']
  expect(read({ hsCodes }, 'c.hs4')).toEqual(['9306', '7310'])
  expect(read({ hsCodes }, 'c.hs2')).toEqual(['93', '73'])
})

test('rules read the digits of codes that a filer writes with dots and spaces', () => {
  const hsCodes = ['93.05.10', '7310 29']
  expect(['c.hs', 'c.hs4', 'c.hs2'].map((path) => read({ hsCodes }, path))).toEqual([
    ['930510', '731029'],
    ['9305', '7310'],
    ['93', '73'],
  ])
})

test.each([
  [{ parties: {} }, '/parties'],
  [{ parties: [null] }, '/parties/0'],
  [{ parties: [{ role: 'consignee', name: 5 }] }, '/parties/0/name'],
  [{ hsCodes: ['1', 2] }, '/hsCodes/1'],
  [{ grossKg: '50' }, '/grossKg'],
  [{ description: ['x'] }, '/description'],
  [{ items: [{ description: {} }] }, '/items/0/description'],
])('data of the wrong type are a fault at their place: %j', (consignment, at) => {
  const wrong = () => readInput(consignment as never, contextOf())
  expect(wrong).toThrow(ConsignmentFault)
  expect(wrong).toThrow(at)
})

test('a pattern meets the goods of the last item, however long the joined description is', () => {
  const texts = Array.from({ length: 300 }, (_, at) => `CERAMIC WALL TILES LOT ${at} GLAZED`)
  texts.push('RIFLE BARRELS')
  const consignment = consignmentOf({
    description: texts.join('; '),
    items: texts.map((description) => itemOf({ description })),
  })
  const pattern = compileRulePattern('RIFLE')
  expect(typeof pattern === 'object' && pattern.test(String(read(consignment, 'c.description')))).toBe(true)
})
