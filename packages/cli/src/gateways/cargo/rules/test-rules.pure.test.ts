import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CargoRulesReport } from '@entente/contracts'
import { afterAll, expect, test } from 'vitest'
import { entente } from '../../../run-entente.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-rules-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const line = (n: number, more: object = {}, outcome: string | null = null) =>
  JSON.stringify({
    consignment: {
      key: `air/999-${n}`,
      mode: 'air',
      grossKg: n,
      pieces: 2,
      hsCodes: ['731029'],
      description: 'TINS',
      ...more,
    },
    receivedAt: `2026-03-0${1 + (n % 4)}T10:00:00Z`,
    inspection: outcome === null ? null : { outcome },
  })
const history = file(
  'history.ndjson',
  [
    line(1),
    line(2, {}, 'found'),
    line(3, { grossKg: null }),
    line(4, {}, 'nothing-found'),
    line(5, {}, 'not-inspected'),
    '',
  ].join('\n'),
)
const test_ = async (rules: unknown, given = history, ...more: string[]) => {
  const path = typeof rules === 'string' ? rules : file('rules.json', rules)
  const ended = await entente(['rules', 'test', path, '--history', given, '--json', ...more])
  return { ...ended, report: (ended.stdout === '' ? null : JSON.parse(ended.stdout)) as CargoRulesReport }
}

test('rules test: the report has every figure of every rule', async () => {
  const rules = [
    { id: 'heavy', version: 3, title: 'Heavy', expression: 'c.grossKg >= 2.0', effect: 'case' },
    { id: 'air', title: 'By air', expression: "c.mode == 'air'", effect: 'tag', tag: 'by-air' },
    { title: 'Fed by a tag', expression: "'by-air' in c.tags && c.grossKg > 4.0", effect: 'lane', lane: 'red' },
  ]
  const { status, stderr, report } = await test_(rules)
  expect([status, stderr]).toEqual([0, ''])
  expect(report.history).toEqual({
    ...{ count: 5, from: '2026-03-01T10:00:00Z', to: '2026-03-04T10:00:00Z', inspected: 2, positives: 1 },
  })
  const [heavy, air, fed] = report.rules
  expect(heavy).toMatchObject({
    ...{
      id: 'heavy',
      version: 3,
      ok: true,
      errors: [],
      hits: 3,
      rate: 0.6,
      undetermined: 1,
      inspected: 2,
      positives: 1,
    },
    ...{ precision: { value: 0.5 }, onlyThis: 2, extraPerDay: { mean: 0.5, p95: 1 } },
    byDay: [
      { day: '2026-03-01', hits: 1 },
      { day: '2026-03-02', hits: 1 },
      { day: '2026-03-03', hits: 1 },
    ],
    overlap: [
      { ruleId: 'air', both: 3 },
      { ruleId: 'rule-3', both: 1 },
    ],
    examples: ['air/999-2', 'air/999-4', 'air/999-5'],
  })
  expect(air).toMatchObject({ version: 1, hits: 5, precision: { value: 0.5 }, extraPerDay: { mean: 0, p95: 0 } })
  expect(fed).toMatchObject({ id: 'rule-3', hits: 1, onlyThis: 0, precision: null })
  expect(report.union).toEqual({ hits: 3, rate: 0.6 })
  expect(heavy?.micros?.max).toBeGreaterThan(0)
})

test('rules test: a rule with errors is reported with their places, and the exit status is 1', async () => {
  const rules = [
    { id: 'bad', expression: 'c.grossKg / c.pieces > 500.0' },
    { id: 'good', expression: 'c.pieces == 2' },
  ]
  const { status, report } = await test_(rules)
  expect(status).toBe(1)
  expect(report.rules[0]).toMatchObject({
    ...{ id: 'bad', ok: false, hits: null, precision: null, byDay: [] },
    errors: [{ code: 'rule-type', line: 1, column: 1, fix: 'double(c.pieces)' }],
  })
  expect(report.rules[1]).toMatchObject({ ok: true, hits: 5 })
  const plain = await entente(['rules', 'test', file('rules.json', rules), '--history', history])
  expect(plain.stdout).toContain('bad 1:1 rule-type')
  expect(plain.stdout).toMatch(/^good v1 +5 +100\.00 %/m)
})

test.each([
  ['not JSON', `${line(1)}\n{"consignment": `, 'line 2: it is not JSON'],
  ['a number as text', `${line(1)}\n${line(2, { grossKg: '5' })}`, 'line 2: /consignment/grossKg has another type'],
])('rules test: a broken line ends with 2, its number and no report: %s', async (name, content, reason) => {
  const { status, stdout, stderr } = await test_([{ expression: 'c.grossKg > 1.0' }], file(`broken-${name}`, content))
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^history-malformed: .+\n$/)
  expect(stderr).toContain(reason)
})

test('rules test: a file of rules that is none ends with 2', async () => {
  for (const rules of ['{}', '[{"expression":"true","effect":"arrest"}]']) {
    const { status, stdout, stderr } = await test_(file('none.json', rules))
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^rules-malformed: .+\n$/)
  }
  const misspelt = await test_([{ expression: 'true', efect: 'tag' }])
  expect([misspelt.status, misspelt.stderr]).toEqual([2, expect.stringMatching(/^rules-malformed: .*\/0: .*efect/)])
  const absent = await test_(join(folder, 'absent.json'))
  expect([absent.status, absent.stderr]).toEqual([
    2,
    `file-not-found: There is no file ${join(folder, 'absent.json')}.\n`,
  ])
  const noHistory = await test_([{ expression: 'true' }], join(folder, 'absent.ndjson'))
  expect([noHistory.status, noHistory.stdout]).toEqual([2, ''])
  expect(noHistory.stderr).toMatch(/^file-not-found: /)
})

test('rules test: a rule for fourteen months and an empty history end with 2', async () => {
  const long = { expression: 'true', validFrom: '2026-03-01', validUntil: '2027-05-01' }
  const { status, stdout, stderr } = await test_([long])
  expect([status, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^rule-validity: .*\/0: .*twelve months/)])
  expect((await test_([{ ...long, validUntil: '2027-03-01' }])).status).toBe(0)
  const empty = await test_([{ expression: 'true' }], file('empty.ndjson', '\n'))
  expect([empty.status, empty.stdout, empty.stderr]).toEqual([2, '', expect.stringMatching(/^history-empty: /)])
})
