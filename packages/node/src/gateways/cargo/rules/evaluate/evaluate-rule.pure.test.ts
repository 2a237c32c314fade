import type { CargoConsignment } from '@entente/contracts'
import { expect, test } from 'vitest'
import { readInput } from '../input/read-input.ts'
import type { RuleContext } from '../input/rule-input.ts'
import { consignmentOf, contextOf, ruleOf } from '../rules.fixture.ts'
import { RuleSet } from '../set/rule-set.ts'

/** Returns `hit`, `no hit`, or the reason and the part that has no value. */
function evaluate(
  expression: string,
  more: Partial<CargoConsignment> = {},
  context: Partial<RuleContext> = {},
): string {
  const input = readInput(consignmentOf(more), contextOf(context))
  const { hits, undetermined } = new RuleSet([ruleOf(expression)]).evaluate(input)
  const [first] = undetermined
  return first === undefined
    ? hits.length > 0
      ? 'hit'
      : 'no hit'
    : `${first.reason.reason} ${first.reason.path}`.trim()
}
const absent = { grossKg: null }

test.each([
  ['c.grossKg > 5.0', 'absent c.grossKg'],
  ['!(c.grossKg > 5.0)', 'absent c.grossKg'],
  ['has(c.grossKg) && c.grossKg > 5.0', 'no hit'],
  ['!has(c.grossKg)', 'hit'],
  ["c.grossKg > 5.0 || c.mode == 'air'", 'hit'],
  ["c.mode == 'air' || c.grossKg > 5.0", 'hit'],
  ["c.grossKg > 5.0 && c.mode == 'sea'", 'no hit'],
  ["c.grossKg > 5.0 && c.mode == 'air'", 'absent c.grossKg'],
  ["c.mode == 'air' ? c.pieces > 3 : c.grossKg > 5.0", 'hit'],
  ['c.kgPerPiece > 1.0', 'absent c.kgPerPiece'],
  ['has(c.notify.name)', 'no hit'],
  ['!has(c.notify)', 'hit'],
  ["c.notify.name == 'X' && hsIn(c.hs, '7')", 'absent c.notify.name'],
  ["'HS_MISSING' in c.findings", 'no hit'],
  ['c.score > 0.5', 'absent c.score'],
  ['c.firstSeen.pair', 'absent c.firstSeen.pair'],
])('a value that is read without asking makes a rule undetermined: %s', (expression, result) => {
  expect(evaluate(expression, absent)).toBe(result)
})

test.each([
  ['c.grossKg > 49.9 && c.pieces == 4 && c.packages > c.pieces', 'hit'],
  ['c.grossKg > 49', 'hit'],
  ['c.pieces < 4.5', 'hit'],
  ['c.pieces / 3 == 1 && c.pieces % 3 == 1 && -c.pieces / 3 == -1', 'hit'],
  ['c.kgPerPiece == 12.5 && c.kgPerM3 == 100.0', 'hit'],
  ['c.pieces / (c.pieces - 4) > 1', 'division-by-zero c.pieces / (c.pieces - 4)'],
  ['c.pieces + 9223372036854775807 > 1', 'overflow c.pieces + 9223372036854775807'],
  ['-(-9223372036854775807 - 1) > 1', 'overflow -(-9223372036854775807 - 1)'],
  ['int(c.grossKg * 1.0e300) > 1', 'overflow int(c.grossKg * 1.0e300)'],
  ['int(c.grossKg / 7.0) == 7', 'hit'],
  ['c.grossKg / 0.0 > 1.0e300', 'hit'],
  ['0.0 / 0.0 == 0.0 / 0.0 || (0.0 / 0.0) in [0.0 / 0.0]', 'no hit'],
  ['int(0.0 / 0.0) == 0', 'overflow int(0.0 / 0.0)'],
])('whole numbers have 64 bits, and fractions are those of IEEE 754: %s', (expression, result) => {
  expect(evaluate(expression)).toBe(result)
})

test.each([
  ["c.description.contains('AIR GUN')", 'hit'],
  ["c.description.lowerAscii().startsWith('air')", 'hit'],
  ["re(c.description, '(?i)air\\\\s+gun')", 'hit'],
  ["re(c.description, '^PELLET')", 'no hit'],
  ["hsIn(c.hs, '7310') && '73' in c.hs2 && '7310' in c.hs4", 'hit'],
  ["c.hs.exists(h, h.startsWith('93'))", 'no hit'],
  ["c.routeCountries.all(x, size(x) == 2) && c.routeCountries.exists_one(x, x == 'QA')", 'hit'],
  ["c.routeCountries.filter(x, x != 'QA') == ['NO', 'KE']", 'hit'],
  ["c.routeCountries.map(x, x + '1')[1] == 'QA1'", 'hit'],
  ["c.routeCountries[7] == 'QA'", 'no-such-element c.routeCountries[7]'],
  ["c.routeCountries.exists(x, x == 'NO' || c.score > 0.5)", 'hit'],
  ["c.routeCountries.exists(x, x == 'XX' || c.score > 0.5)", 'absent c.score'],
  ["days('2026-02-27', now) == 2 && days(now, '2026-02-28T23:59') == -1", 'hit'],
  ["days('2026-02-30', now) > 1", "date-malformed days('2026-02-30', now)"],
  ["size('A\u{1f600}') == 2", 'hit'],
  ["'straße'.upperAscii() == 'STRAßE'", 'hit'],
])('texts, lists and dates: %s', (expression, result) => {
  expect(evaluate(expression)).toBe(result)
})

test('a look-alike is found by its text, and its code beside it tells it apart', () => {
  expect(evaluate("c.description.contains('AIR GUN')")).toBe('hit')
  expect(evaluate("c.description.contains('AIR GUN') && !hsIn(c.hs, '7310')")).toBe('no hit')
})

test('amounts are compared only where the day has a rate', () => {
  expect(evaluate('c.valuePerKg < 10.0')).toBe('absent c.valuePerKg')
  expect(evaluate('c.valuePerKg < 10.0', {}, { rate: 0.0061 })).toBe('hit')
})

test('a masked consignment is undetermined for rules that read its texts or names', () => {
  const masked = { description: null, items: [], parties: [], handlingText: null } as never
  expect(evaluate("c.description.contains('AIR GUN')", masked)).toBe('absent c.description')
  expect(evaluate("c.consignee.name == 'X LTD' && c.grossKg > 9.0", masked)).toBe('absent c.consignee.name')
  expect(evaluate('c.grossKg > 9.0', masked)).toBe('hit')
})

test.each([
  ['c.hs.exists(a, c.hs.exists(b, a + b == c.mode))'],
  ["c.hs.exists(a, re(c.description, 'A[AB]{8}C'))"],
  ["c.hs.exists(a, c.description.contains('ABAABC'))"],
  ['c.hs.all(a, c.hs.filter(b, b == a) == [a])'],
  ['c.hs.map(a, c.hs + c.hs).exists(x, size(x) == 0)'],
])('a rule over its budget is undetermined, at the same step each time: %s', (expression) => {
  const hsCodes = Array.from({ length: 4000 }, (_, n) => String(100_000 + n))
  const more = { hsCodes, description: 'ABA'.repeat(1300) }
  expect(evaluate(expression, more)).toBe('over-budget')
  expect(evaluate(`${expression} || true`, more)).toBe('over-budget')
})

test('the budget counts steps, so a longer list and not a slower machine ends an evaluation', () => {
  const codes = (count: number) => Array.from({ length: count }, (_, n) => String(100_000 + n))
  const expression = "c.hs.exists(a, c.hs.exists(b, a + b == 'x'))"
  expect(evaluate(expression, { hsCodes: codes(120) })).toBe('no hit')
  expect(evaluate(expression, { hsCodes: codes(180) })).toBe('over-budget')
})
