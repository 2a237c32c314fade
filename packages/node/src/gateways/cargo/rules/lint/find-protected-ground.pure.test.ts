import { expect, test } from 'vitest'
import { checkExpression } from '../set/compile-rule.ts'

const country = "c.consignor.country == 'XX'"

test.each([
  [country],
  ["!(c.consignor.country != 'XX')"],
  ["c['consignor']['country'] == 'XX'"],
  ["c.consignor.id.startsWith('XX')"],
  ["c.consignor.city == 'SMALLTOWN'"],
  ["!(c.consignor.country in ['NO', 'SE'])"],
  [`${country} || c.grossKg > 1000.0`],
  [`${country} ? true : c.grossKg > 9000.0`],
  ["[c.consignor.country].exists(x, x == 'XX')"],
  ["(c.consignor.country + c.mode).startsWith('XX')"],
  [`c.hs.exists(h, ${country})`],
  [`size([1].filter(x, ${country})) > 0`],
  [`(${country}) == true`],
  [`${country} && c.consignee.country == 'YY'`],
])('the place of a party is no sole ground: %s', (expression) => {
  expect(checkExpression(expression)).toMatchObject([
    { code: 'rule-protected-attribute' },
    ...(expression.includes('YY') ? [{}] : []),
  ])
})

test.each([
  ['c.grossKg > 0.0'],
  ['1 == 1'],
  ["c.level != 'x'"],
  ["(c.mode == 'air' || c.mode != 'air')"],
  ['(c.pieces > 0 || c.pieces <= 0)'],
  ["c.description.contains('')"],
  ["re(c.description, '')"],
  ['has(c.consignor.country)'],
  ['has(c.description)'],
  ['c.hs.exists(h, size(h) > 0)'],
  ['c.quality >= 0.0'],
  ['c.score > 0.5'],
  ['c.firstSeen.consignor'],
  ["c.exportCountry == 'XX'"],
  ["c.origin.startsWith('XX')"],
])('a second condition that nearly everything fulfils, or that repeats the country, does not count: %s', (second) => {
  expect(checkExpression(`${country} && ${second}`)).toMatchObject([{ code: 'rule-protected-attribute' }])
})

test('a condition that is split over two ways does not count', () => {
  const expression = `(${country} && c.mode == 'air') || (${country} && c.mode != 'air')`
  expect(checkExpression(expression).map(({ code }) => code)).toContain('rule-protected-attribute')
})

test.each([
  ["c.consignor.name == 'IVAN PETROV'", 'party-name-alone'],
  ["re(c.consignee.name, '(?i)mohamm?ed')", 'party-name-alone'],
  ["c.consignee.name.contains('PETROV') && c.score > 0.9", 'party-name-alone'],
  ["c.description.contains('MUSLIM')", 'group-words-alone'],
  ["re(c.description, '(?i)m[u]slim|sikh')", 'group-words-alone'],
  ["c.description.startsWith('Syrian')", 'group-words-alone'],
])('names of people and words for groups are no sole ground: %s', (expression, reason) => {
  expect(checkExpression(expression)).toMatchObject([{ code: 'rule-protected-attribute', reason }])
})

test.each([
  [`${country} && c.grossKg > 500.0`],
  [`hsIn(c.hs, '93') && ${country}`],
  [`${country} && 'VAGUE_DESCRIPTION' in c.findings`],
  [`${country} && c.quality < 0.6`],
  [`${country} && !has(c.description)`],
  [`c.hs.exists(h, h.startsWith('93') && ${country})`],
  [`c.score > 0.9 || (${country} && c.mode == 'air' && hsIn(c.hs, '93'))`],
  ["c.description.contains('MUSLIM') && hsIn(c.hs, '93')"],
])('with a condition about goods, route or data quality it is allowed: %s', (expression) => {
  expect(checkExpression(expression)).toEqual([])
})

test.each([
  ['c.consignor.country != c.exportCountry'],
  ['c.consignor.name == c.consignee.name'],
  ["c.consignor.name == 'ACORN TRADING LLC'"],
  ["c.exportCountry == 'XX'"],
  ['!has(c.consignee.country)'],
  ["re(c.description, '(?i)air gun')"],
  ["c.description.contains('TURKEY')"],
  ["inTable('arms')"],
  ['c.score > 0.9'],
])('a condition that singles out no people is allowed alone: %s', (expression) => {
  expect(checkExpression(expression)).toEqual([])
})

test('the fault is at the condition, with its line and column', () => {
  const [fault] = checkExpression(`c.grossKg > 900.0 ||\n  ${country}`)
  expect(fault).toMatchObject({ line: 2, column: 3, reason: 'party-place-alone' })
})
