import { seededRandom } from '@entente/readers'
import { expect, test } from 'vitest'
import { numberNames } from '../features/model-inputs.ts'
import type { StoredInputs } from '../store/feature-schema.ts'
import { type Fitting, fitChallenger, isEnough } from './fit-challenger.ts'
import type { LabelledRow } from './labelled-rows.ts'
import { judgeDrift } from './measure-drift.ts'
import { explainInputs, readNodeModel, scoreInputs } from './node-model.ts'

const kg = numberNames.indexOf('log.kg')
const inputsOf = (hs: string, origin: string, mass: number | null): StoredInputs => ({
  codes: [
    'air',
    'import',
    'house',
    'filer',
    origin,
    'OSL',
    `${origin}>OSL`,
    hs.slice(0, 2),
    hs.slice(0, 4),
    hs,
    `${hs}|${origin}`,
    `filer|${hs.slice(0, 4)}`,
  ],
  numbers: numberNames.map((_, column) => (column === kg ? mass : 0)),
})
/** Results of which heavy goods of one code and origin are mostly positive. */
function results(count: number, every = 3): LabelledRow[] {
  const random = seededRandom(5)
  return Array.from({ length: count }, (_, n) => {
    const [hs, origin] = [n % every === 0 ? '290341' : '610510', n % 2 === 0 ? 'IST' : 'HKG']
    const mass = random(100) / 10
    const isRisky = hs === '290341' && origin === 'IST' && mass > 3
    const at = new Date(Date.UTC(2026, 0, 1) + n * 3_600_000)
    return { id: `id-${n}`, inputs: inputsOf(hs, origin, mass), label: isRisky ? 1 : 0, drawn: n % 5 === 0, at }
  })
}
const fitting = (given: Partial<Fitting> = {}): Fitting => ({
  ...{ kind: 'boosted-trees', seed: 1, rows: results(1500), inForce: null, recent: [] },
  ...given,
})

const fitted = fitChallenger(fitting())

test('trees need 1,000 results with 50 findings, and a table 30 with one', () => {
  expect(isEnough('boosted-trees', { rows: 1000, positives: 50 })).toBe(true)
  expect(isEnough('boosted-trees', { rows: 999, positives: 50 })).toBe(false)
  expect(isEnough('boosted-trees', { rows: 1000, positives: 49 })).toBe(false)
  expect(isEnough('hit-rate-table', { rows: 30, positives: 1 })).toBe(true)
  expect(isEnough('hit-rate-table', { rows: 30, positives: 0 })).toBe(false)
  expect(() => fitChallenger(fitting({ rows: results(900) }))).toThrow('too few')
})

test('a challenger and the model in force are measured on newer results, drawn ones apart', () => {
  const table = fitChallenger(fitting({ kind: 'hit-rate-table', rows: results(600) }))
  const { bytes, hash, trained } = table
  const inForce = { id: 'table', kind: 'hit-rate-table', bytes, hash, until: trained.until } as const
  const trees = fitChallenger(fitting({ inForce }))
  expect(trees.trained).toMatchObject({ rows: 1200 })
  expect(trees.report.measured).toMatchObject({ rows: 300, drawnRows: 60 })
  expect(trees.report.inForce).toMatchObject({ modelId: 'table', kind: 'hit-rate-table', hash, knownRows: 0 })
  const precision = (report: { all: { precision: { value: number } | null }[] } | null) =>
    report?.all[0]?.precision?.value ?? 0
  // The table does not know the mass.
  expect(precision(trees.report.challenger)).toBeGreaterThan(precision(trees.report.inForce))
  expect(trees.report.challenger.drawn).toHaveLength(2)
  // Results that the model in force was trained on make its figures too good, and the report says so.
  const late = { ...inForce, until: '2030-01-01T00:00:00.000Z' }
  expect(fitChallenger(fitting({ inForce: late })).report.inForce).toMatchObject({ knownRows: 300 })
})

test('the same results give the same bytes, whose scores and reasons are the same again', () => {
  const [one, other] = [fitted, fitChallenger(fitting())]
  expect(one.hash).toBe(other.hash)
  const model = readNodeModel('boosted-trees', one.bytes, one.hash)
  const inputs = inputsOf('290341', 'IST', 9)
  const [score] = scoreInputs(model, [inputs])
  expect(score).toBeGreaterThan(0.5)
  expect(explainInputs(model, inputs).score).toBe(score)
  expect(() => readNodeModel('boosted-trees', one.bytes.slice(1), one.hash)).toThrow('does not have the hash')
  const table = fitChallenger(fitting({ kind: 'hit-rate-table' }))
  expect(() => readNodeModel('hit-rate-table', table.bytes.slice(1), table.hash)).toThrow('does not have the hash')
  expect(explainInputs(readNodeModel('hit-rate-table', table.bytes, table.hash), inputs).reasons).toMatchObject([
    { feature: 'hs6|origin', value: '290341|IST' },
  ])
})

test('drift is measured in scores, in absent features and in the findings of drawn consignments', () => {
  const { bytes, hash, reference } = fitted
  const model = readNodeModel('boosted-trees', bytes, hash)
  const usual = results(1500).map(({ inputs }) => inputs)
  const expected = new Float64Array(100).fill(0.2)
  const judge = (inputs: readonly StoredInputs[], found: number) =>
    judgeDrift(reference, inputs, scoreInputs(model, inputs), expected, found)
  expect(judge(usual, 20)).toMatchObject({ alarms: [], absent: [] })
  // 20 of 100 are expected; the 99 % interval is 20 give or take 10.3.
  expect(judge(usual, 31).alarms).toEqual(['hit-rate'])
  expect(judge(usual, 9).alarms).toEqual(['hit-rate'])
  expect(judge(usual, 30).alarms).toEqual([])
  const risky = usual.map(() => inputsOf('290341', 'IST', 9))
  expect(judge(risky, 20).alarms).toContain('scores')
  const absent = judge(
    usual.map((one) => ({ ...one, numbers: one.numbers.map(() => null) })),
    20,
  )
  expect(absent.absent).toContainEqual({ feature: 'log.kg', before: 0, now: 1 })
  expect(judge(usual.slice(0, 100), 20)).toMatchObject({ psi: null, alarms: [] })
})
