import type { CargoConsignment } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../../safeguards/audit/canonical.ts'
import { readInput } from '../input/read-input.ts'
import type { RuleContext } from '../input/rule-input.ts'
import { consignmentOf, contextOf, itemOf, ruleOf } from '../rules.fixture.ts'
import { RuleSet } from '../set/rule-set.ts'
import { explainRule } from './explain-rule.ts'

function explain(expression: string, more: Partial<CargoConsignment> = {}, context: Partial<RuleContext> = {}) {
  const rule = ruleOf(expression)
  const consignment = consignmentOf(more)
  const input = readInput(consignment, contextOf(context))
  new RuleSet([rule]).evaluate(input)
  return explainRule(rule, consignment, input)
}

test('every comparison is a leaf with what it read, also where it was not needed for the result', () => {
  const leaves = explain("c.grossKg > 40.0 || c.description.contains('AIR GUN') && hsIn(c.hs, '93') && c.score > 0.5")
  expect(leaves).toEqual([
    { path: 'c.grossKg', operator: '>', value: 50, expected: 40, outcome: 'true', at: '/grossKg' },
    {
      ...{ path: 'c.description', operator: 'contains', value: 'AIR GUN PELLET TINS, EMPTY', expected: 'AIR GUN' },
      ...{ outcome: 'true', at: '/description' },
    },
    { path: 'c.hs', operator: 'hsIn', value: ['731029'], expected: '93', outcome: 'false', at: '/hsCodes' },
    { path: 'c.score', operator: '>', value: null, expected: 0.5, outcome: 'absent', at: null },
  ])
})

test.each([
  ["'7310' in c.hs4", { path: 'c.hs4', operator: 'contains', expected: '7310', at: '/items/0/hs' }],
  ['500.0 < c.grossKg', { path: 'c.grossKg', operator: '>', expected: 500, outcome: 'false' }],
  ["c.mode in ['air', 'sea']", { path: 'c.mode', operator: 'in', expected: ['air', 'sea'], at: '/mode' }],
  ['c.grossKg / double(c.pieces) > 3.0', { path: 'c.grossKg / double(c.pieces)', value: 12.5, at: null }],
  ['c.kgPerPiece > 3.0', { path: 'c.kgPerPiece', at: '/grossKg' }],
  ['c.consignor.country != c.exportCountry', { path: 'c.consignor.country', expected: 'NO', at: '/parties/0/country' }],
  ['has(c.consignee.name)', { path: 'c.consignee.name', operator: 'has', value: true, at: '/parties/1/name' }],
  ['!has(c.notify)', { path: 'c.notify', operator: 'has', value: false, outcome: 'false', at: null }],
  ["c.partyRoles.exists(r, r == 'consignee')", { path: 'c.partyRoles', operator: 'exists', at: '/parties/1/role' }],
  ["inTable('arms')", { path: 'tables', operator: 'inTable', value: ['arms'], expected: 'arms', outcome: 'true' }],
  ['c.pieces / 0 > 1', { path: 'c.pieces / 0', value: null, outcome: 'error' }],
  ['c.grossKg / 0.0 > 1.0', { value: 'Infinity', outcome: 'true' }],
  ["re(c.description, '(?i)pellet')", { operator: 're', expected: '(?i)pellet', outcome: 'true' }],
])('the place, the operator and the value are those of what was read: %s', (expression, leaf) => {
  expect(explain(expression, {}, { tableTags: new Set(['arms']) })[0]).toMatchObject(leaf)
})

test('a loop shows its list, and then the conditions for the element that decided it', () => {
  const more = { hsCodes: ['731029', '930630'], items: [itemOf({ hs: '731029' }), itemOf({ hs: '930630' })] }
  expect(explain("c.hs.exists(h, h.startsWith('93') && c.grossKg > 9.0)", more)).toMatchObject([
    { path: 'c.hs', operator: 'exists', value: ['731029', '930630'], outcome: 'true', at: '/items/1/hs' },
    { path: 'c.hs[*]', operator: 'startsWith', value: '930630', expected: '93', outcome: 'true', at: '/items/1/hs' },
    { path: 'c.grossKg', outcome: 'true' },
  ])
  expect(explain("c.hs.all(h, h.startsWith('73'))", more)).toMatchObject([
    { operator: 'all', outcome: 'false', at: '/items/1/hs' },
    { path: 'c.hs[*]', value: '930630', outcome: 'false' },
  ])
})

test('the place of a text is the item whose description it was found in', () => {
  const items = [itemOf({ description: 'TOYS' }), itemOf({ description: 'RIFLE SCOPES' })]
  const more = { description: 'CONSOLIDATED GOODS', items }
  expect(explain("c.description.contains('RIFLE')", more)[0]).toMatchObject({ at: '/items/1/description' })
  expect(explain("re(c.description, '^TOYS$')", more)[0]).toMatchObject({ at: '/items/0/description' })
})

test('a long text is cut around what was found, and a long list after twenty elements', () => {
  const more = { description: `${'X'.repeat(3000)}RIFLE${'Y'.repeat(3000)}`, items: [] }
  const [text] = explain("c.description.contains('RIFLE')", more)
  expect(String(text?.value).length).toBeLessThan(510)
  expect(String(text?.value)).toContain('XRIFLEY')
  const [list] = explain("'930200' in c.hs", { hsCodes: Array.from({ length: 50 }, (_, n) => String(730_000 + n)) })
  expect(list?.value).toHaveLength(21)
})

test('the same rule, consignment and context give the same bytes', () => {
  const expressions = [
    "c.hs.exists(h, h.startsWith('93')) || c.grossKg / double(c.pieces) > 3.3 && re(c.description, '(?i)gun')",
    "has(c.volumeM3) && c.kgPerM3 > 0.1 && c.routeCountries.filter(x, x != 'NO') != [] && c.quality < 0.95",
  ]
  const given = fc.record({
    grossKg: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e6, noNaN: true })),
    pieces: fc.oneof(fc.constant(null), fc.nat(50)),
    description: fc.oneof(fc.constant(null), fc.string({ unit: 'binary', maxLength: 700 })),
    hsCodes: fc.array(fc.constantFrom('930630', '731029', '848180'), { maxLength: 30 }),
  })
  fc.assert(
    fc.property(given, fc.constantFrom(...expressions), (more, expression) => {
      const bytes = () => canonicalJson(explain(expression, more), undefined, true)
      expect(bytes()).toBe(bytes())
      // What was stored as JSON and read again gives the same explanation.
      const again = JSON.parse(JSON.stringify(more)) as typeof more
      expect(canonicalJson(explain(expression, again), undefined, true)).toBe(bytes())
    }),
    { numRuns: 100 },
  )
})
