import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyOf, consignmentOf } from '../rules.fixture.ts'
import { builtInRules } from '../tables/built-in-rules.ts'
import { BackTest } from './back-test.ts'
import type { HistoryEntry, InspectionOutcome } from './history-line.ts'

const rule = (id: string, expression: string, more = {}) => ({ id, version: 1, body: bodyOf(expression, more) })
function entryOf(n: number, outcome: InspectionOutcome | null = null, more = {}): HistoryEntry {
  const receivedAt = new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString()
  return { consignment: consignmentOf({ key: `air/${n}`, pieces: n, ...more }), receivedAt, outcome, context: {} }
}
function run(rules: Parameters<typeof rule>[], entries: readonly HistoryEntry[]) {
  const backTest = new BackTest(rules.map((one) => rule(...one)))
  for (const entry of entries) backTest.take(entry)
  return backTest.report()
}

test('precision has a Wilson interval of 95 %, and is null where nothing was inspected', () => {
  const outcomes = (found: number, clear: number): InspectionOutcome[] => [
    ...Array<InspectionOutcome>(found).fill('found'),
    ...Array<InspectionOutcome>(clear).fill('nothing-found'),
  ]
  const precisionOf = (all: (InspectionOutcome | null)[]) =>
    run(
      [['all', 'true']],
      all.map((outcome, n) => entryOf(n, outcome)),
    ).rules[0]?.precision
  const [some, none] = [precisionOf(outcomes(18, 6)), precisionOf(outcomes(0, 40))]
  const rounded = [some, none].map((interval) => Object.values(interval ?? {}).map((value) => value.toFixed(3)))
  expect(rounded).toEqual([
    ['0.750', '0.551', '0.880'],
    ['0.000', '0.000', '0.088'],
  ])
  expect(precisionOf([null, 'not-inspected'])).toBeNull()
  expect(precisionOf(['data-error'])).toMatchObject({ value: 0 })
})

test('extra work a day counts hits that no other rule has, over every day of the calendar', () => {
  // 20 days; the rule hits 1 consignment of the first day and 3 of the last.
  const entries = [entryOf(0), ...[456, 457, 458].map((n) => entryOf(n)), entryOf(459, null, { mode: 'sea' })]
  const [air, few] = run(
    [
      ['air', "c.mode == 'air'"],
      ['few', 'c.pieces < 1'],
    ],
    entries,
  ).rules
  expect(air).toMatchObject({ hits: 4, onlyThis: 3, extraPerDay: { mean: 0.15, p95: 0 } })
  expect(few).toMatchObject({ hits: 1, onlyThis: 0, extraPerDay: { mean: 0, p95: 0 } })
  expect(run([['air', "c.mode == 'air'"]], entries).rules[0]?.extraPerDay).toEqual({ mean: 0.2, p95: 1 })
})

test('a masked consignment is counted as undetermined for rules that read what is masked', () => {
  const masked = { description: null, parties: [], items: [] }
  const entries = [entryOf(1), entryOf(2, null, masked)]
  const [text, mass] = run(
    [
      ['text', "c.description.contains('TINS')"],
      ['mass', 'c.grossKg > 1.0'],
    ],
    entries,
  ).rules
  expect(text).toMatchObject({ hits: 1, undetermined: 1 })
  expect(mass).toMatchObject({ hits: 2, undetermined: 0 })
})

test('the built-in rules find listed arms and undeclared containers, and nothing else', () => {
  const backTest = new BackTest(builtInRules)
  const arms = consignmentOf({ hsCodes: ['930630'], items: [] })
  const receivedAt = '2026-03-01T10:00:00Z'
  backTest.take({ consignment: arms, receivedAt, outcome: null, context: { findings: [] } })
  backTest.take({ consignment: consignmentOf(), receivedAt, outcome: null, context: { findings: [] } })
  const findings = ['EQUIPMENT_UNDECLARED']
  backTest.take({ consignment: consignmentOf(), receivedAt, outcome: null, context: { findings } })
  const hits = backTest.report().rules.map(({ ok, hits }, at) => [builtInRules[at]?.name, ok, hits])
  expect(hits).toEqual([
    ['arms-table', true, 1],
    ['undeclared-equipment', true, 1],
    ['officer-request', true, 0],
    ['not-judged', true, 0],
  ])
})

test('a history without consignments gives a report without rates', () => {
  const report = run([['all', 'true']], [])
  expect(report).toMatchObject({ history: { count: 0, from: null, to: null }, union: { hits: 0, rate: 0 } })
  expect(report.rules[0]).toMatchObject({ hits: 0, rate: 0, precision: null, micros: null, extraPerDay: { mean: 0 } })
})

test('the counts agree with counting each consignment alone, in any order', () => {
  const rules: Parameters<typeof rule>[] = [
    ['a', 'c.pieces % 2 == 0'],
    ['b', 'c.pieces % 3 == 0'],
    ['c', "c.grossKg > 10.0 && c.mode == 'air'"],
    ['t', 'c.pieces > 3', { effect: 'tag', tag: 'many' }],
  ]
  const given = fc.array(fc.record({ pieces: fc.nat(12), grossKg: fc.constantFrom(null, 5, 50) }), { maxLength: 30 })
  fc.assert(
    fc.property(given, (all) => {
      const entries = all.map((more, n) => entryOf(n * 9, null, more))
      const report = run(rules, entries)
      const single = entries.map((entry) => run(rules, [entry]).rules.map(({ hits }) => hits === 1))
      for (const [place, one] of report.rules.entries()) {
        expect(one.hits).toBe(single.filter((hit) => hit[place]).length)
        expect(one.byDay.reduce((sum, { hits }) => sum + hits, 0)).toBe(one.hits)
        const only = single.filter(
          (hit) => hit[place] && hit.every((is, other) => !is || other === place || other === 3),
        )
        expect(one.onlyThis).toBe(only.length)
        for (const { ruleId, both } of one.overlap) {
          const other = rules.findIndex(([id]) => id === ruleId)
          expect(both).toBe(single.filter((hit) => hit[place] && hit[other]).length)
        }
      }
      const { hits, from, to } = { ...report.union, ...report.history }
      expect(hits).toBe(single.filter(([a, b, c]) => a || b || c).length)
      const turned = run(rules, [...entries].reverse())
      expect([turned.union.hits, turned.history.from, turned.history.to]).toEqual([hits, from, to])
    }),
    { numRuns: 30 },
  )
})

test('an interrupted back-test continues to the same report of its first rule', () => {
  const history = Array.from({ length: 30 }, (_, n) => ({
    consignment: consignmentOf({ key: `air/${n}`, grossKg: n % 7 === 0 ? null : n, pieces: n % 3 }),
    receivedAt: `2026-03-0${1 + (n % 5)}T10:00:00Z`,
    outcome: n % 4 === 0 ? ('found' as const) : null,
    context: {},
  }))
  const versions = ['c.grossKg > 9.0', 'c.pieces > 1'].map((expression, n) => ({
    id: `${n}`,
    version: 1,
    body: bodyOf(expression),
  }))
  const without = (backTest: BackTest) => {
    const { history: read, rules, union } = backTest.report()
    return { read, union, rule: { ...rules[0], micros: null } }
  }
  const whole = new BackTest(versions)
  for (const entry of history) whole.take(entry)
  for (const cut of [0, 1, 13, 30]) {
    const first = new BackTest(versions)
    for (const entry of history.slice(0, cut)) first.take(entry)
    const second = new BackTest(versions)
    second.restore(JSON.parse(JSON.stringify(first.save())))
    for (const entry of history.slice(cut)) second.take(entry)
    expect(without(second)).toEqual(without(whole))
    expect(second.report().rules[0]?.micros).not.toBeNull()
  }
})
