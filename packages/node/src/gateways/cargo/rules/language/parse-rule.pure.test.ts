import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkExpression } from '../set/compile-rule.ts'
import { parseRule } from './parse-rule.ts'

/** Returns the faults of an expression in short: code, line and column, what is near, and the fix. */
const faultsOf = (expression: string) =>
  checkExpression(expression).map(({ code, line, column, nearest, fix }) => [code, `${line}:${column}`, nearest, fix])

/** Applies the fix of the first fault. */
function mend(expression: string): string {
  const [fault] = checkExpression(expression)
  if (fault?.fix == null || fault.fixFrom === null || fault.fixTo === null) return expression
  return expression.slice(0, fault.fixFrom) + fault.fix + expression.slice(fault.fixTo)
}

test('matches is refused, and re is offered in its place', () => {
  const expression = "c.mode == 'air' &&\n  c.description.matches('^(a+)+$')"
  expect(faultsOf(expression)).toEqual([['rule-forbidden-function', '2:3', 're', "re(c.description, '^(a+)+$')"]])
  expect(faultsOf(mend(expression))).toEqual([])
})

test.each([
  ['c.grosKg > 5.0', 'c.grossKg'],
  ["c.consignor.nmae == 'X'", 'c.consignor.name'],
  ["c.consigne.name == 'X'", 'c.consignee.name'],
  ['grossKg > 5.0', 'c.grossKg'],
  ['has(c.kgPerPieces)', 'c.kgPerPiece'],
])('an unknown field is refused with the nearest name: %s', (expression, nearest) => {
  const [fault] = checkExpression(expression)
  expect(fault).toMatchObject({ code: 'rule-unknown-field', nearest, fix: nearest, line: 1 })
  expect(fault?.message).toContain(`Did you mean ${nearest}?`)
})

test.each([
  ['c.grossKg / c.pieces > 500.0', 'double(c.pieces)'],
  ['c.grossKg * 2 > 500.0', '2.0'],
  ["c.grossKg > '500'", '500.0'],
  ['c.grossKg == 5', '5.0'],
  ["c.hs == '93'", "'93' in c.hs"],
  ['93 in c.hs2', "'93'"],
  ["(c.hs) == '93'", "'93' in c.hs"],
  ['(c.grossKg) / (c.pieces - 1) > 5.0', 'double(c.pieces - 1)'],
  ['c.description == null', '!has(c.description)'],
  ['c.description != null', 'has(c.description)'],
  ["c.hs.startsWith('93')", "c.hs.exists(x, x.startsWith('93'))"],
  ["hsIn(c.hs, '93.06')", "'9306'"],
])('a fault of types has the fix where it is plain: %s', (expression, fix) => {
  expect(checkExpression(expression)).toMatchObject([{ code: 'rule-type', fix }])
  expect(faultsOf(mend(expression))).toEqual([])
})

test.each([
  ['c.grossKg > c.mode'],
  ['c.pieces'],
  ["c.consignor == c.consignee && c.mode == 'air'"],
  ['c.mode && true'],
  ["c.mode == 'air' ? 1 : 2.0"],
  ["['a', 1] == ['a']"],
  ['c.pieces > 9223372036854775808'],
  ['c.pieces > 5u'],
  ["c.description.contains(b'x')"],
  ["{'a': 1}.a == 1"],
  ['double(c.mode) > 1.0'],
  ["hsIn(c.hs, 'x')"],
  ['has(c)'],
  ["c['con' + 'signor'].name == 'X'"],
])('values of the wrong type or without use are refused: %s', (expression) => {
  expect(checkExpression(expression)[0]?.code).toBe('rule-type')
})

test.each([
  [`${Array(300).fill('true').join(' || ')}`],
  [`${'('.repeat(26)}true${')'.repeat(26)}`],
  [`c.description == '${'x'.repeat(4000)}'`],
  [`${'!'.repeat(3900)}true`],
  ['c.hs.exists(x, c.hs.exists(y, c.hs.exists(z, z == x)))'],
])('an expression beyond a limit is refused: %#', (expression) => {
  expect(checkExpression(expression)[0]?.code).toBe('rule-too-large')
})

test.each([
  ['c.__proto__ == 1'],
  ["c.constructor.name == 'Object'"],
  ["c['__proto__'].polluted == 'x'"],
  ['c.hasOwnProperty == 1'],
  ['has(c.toString)'],
  ['constructor == 1'],
  ['globalThis == 1'],
  ['__proto__ == 1'],
  ["c.hs.constructor == 'x'"],
  ['c.mode.length == 3'],
])('names of JavaScript reach nothing: %s', (expression) => {
  expect(['rule-unknown-field', 'rule-syntax']).toContain(checkExpression(expression)[0]?.code)
})

test.each([
  ['cel.bind(x, 1, x > 0)'],
  ["timestamp('2026-01-01T00:00:00Z') < timestamp(now)"],
  ["duration('1h') == duration('60m')"],
  ['dyn(c.pieces) == 2'],
  ['type(1) == type(2)'],
  ["c.mode.split('') == []"],
  ["c.mode.substring(1) == 'ir'"],
  ["eval('1')"],
])('a function that is not of the rule language is refused: %s', (expression) => {
  expect(checkExpression(expression)[0]?.code).toBe('rule-forbidden-function')
})

test.each([
  ["re(c.description, '(a')"],
  ["re(c.description, '(?=a)b')"],
  ["re(c.description, '(a)\\\\1')"],
  ["re(c.description, '((a{0,400}){0,400}){0,400}')"],
  ['re(c.description, c.mode)'],
])('a pattern that cannot run in linear time, or is not written out, is refused: %s', (expression) => {
  expect(checkExpression(expression)[0]?.code).toBe('rule-pattern')
})

test.each([
  ["c.mode = 'air'", '1:8'],
  ["c.mode ==\n'air", '2:1'],
  ['', '1:1'],
  ["c.mode == 'air' // \u202e", '1:20'],
  ["c.mode == 'a\u200bir'", '1:13'],
  ["c.mode == '\ud800'", '1:12'],
  ["c.hs.exists(c, c == 'x')", '1:13'],
])('a fault of the syntax has its line and column: %#', (expression, place) => {
  expect(faultsOf(expression)[0]?.slice(0, 2)).toEqual(['rule-syntax', place])
})

test('every fault of names, functions and patterns is listed, in the order of the text', () => {
  const expression = "c.grosKg > 1.0 &&\nc.mode.matches('a') ||\nre(c.description, '(')"
  expect(faultsOf(expression).map(([code, place]) => [code, place])).toEqual([
    ['rule-unknown-field', '1:1'],
    ['rule-forbidden-function', '2:1'],
    ['rule-pattern', '3:19'],
  ])
})

test('any text gives a rule or faults inside the text, and never throws', () => {
  const word = fc.constantFrom(
    ...[
      'c',
      '.',
      'hs',
      'grossKg',
      '(',
      ')',
      '[',
      ']',
      '&&',
      '||',
      '!',
      '-',
      '==',
      '>',
      'in',
      "'93'",
      '5',
      '5.0',
      'has',
    ],
    ...['?', ':', ',', 'exists', 'x', ' ', '\n', '{', '}', '//', 're', 'c.consignor', 'now', '9'.repeat(30), '"', '\\'],
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(word, { maxLength: 40 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseRule(text)
      if ('node' in parsed) return
      for (const { from, to, line, column } of parsed.faults)
        expect(from >= 0 && from <= to && to <= text.length && line >= 1 && column >= 1).toBe(true)
    }),
    { numRuns: 400 },
  )
})
