import { expect, test, vi } from 'vitest'
import { declarationsOf, inventDeclarations } from './invented-declarations.fixture.ts'
import { readModel, writeModel } from './model-file.ts'
import { labelsOf } from './read-declarations.ts'
import { explainRow, scoreRows } from './score-rows.ts'
import { pickRows } from './targeting-rows.ts'
import { targetingRecipe, trainModel } from './train-model.ts'

const recipe = { ...targetingRecipe, trees: 30, rate: 0.1 }
const declarations = declarationsOf(inventDeclarations(1600, 1))
const { rows } = declarations
const labels = labelsOf(declarations)
const model = trainModel(rows, labels, { seed: 3, recipe })
const later = declarationsOf(inventDeclarations(300, 2))

test('the same rows and seed give the same bytes, on every machine', () => {
  expect(writeModel(trainModel(rows, labels, { seed: 3, recipe }))).toEqual(writeModel(model))
  expect(writeModel(trainModel(rows, labels, { seed: 4, recipe })).hash).not.toBe(writeModel(model).hash)
  expect(writeModel(model).hash).toBe('1a3ab44c9218db74c3d8f22f73773bf0e612221e2aaf87669c00a09b4d410e42')
})

test('training and scoring use no function whose last bits depend on the engine', () => {
  const names = ['exp', 'log', 'log1p', 'log2', 'log10', 'pow', 'expm1', 'tanh', 'cbrt', 'hypot'] as const
  const spies = names.map((name) => vi.spyOn(Math, name))
  scoreRows(trainModel(rows, labels, { seed: 3, recipe: { ...recipe, trees: 2 } }), later.rows)
  const called = spies.filter((spy) => spy.mock.calls.length > 0)
  vi.restoreAllMocks()
  expect(called).toEqual([])
})

test('a model that was stored gives the same scores and reasons, bit for bit', () => {
  const stored = readModel(writeModel(model))
  expect(scoreRows(stored, later.rows)).toEqual(scoreRows(model, later.rows))
  for (const row of [0, 150, 299])
    expect(explainRow(stored, later.rows, row)).toEqual(explainRow(model, later.rows, row))
})

test('the contributions of a row add up to its log-odds exactly, and explain its score', () => {
  const scores = scoreRows(model, later.rows)
  for (let row = 0; row < 50; row += 1) {
    const { score, logOdds, base, reasons } = explainRow(model, later.rows, row)
    expect(reasons.reduce((sum, { contribution }) => sum + contribution, base)).toBe(logOdds)
    expect(score).toBe(scores[row])
  }
})

test('the reasons name the columns that matter, with value and history', () => {
  const scores = scoreRows(model, later.rows)
  const { reasons } = explainRow(model, later.rows, scores.indexOf(Math.max(...scores)))
  expect(
    reasons
      .slice(0, 2)
      .every(({ feature, contribution }) => /^Import Type$|price per kg/.test(feature) && contribution > 0),
  ).toBe(true)
  expect(reasons.find(({ feature }) => feature === 'Import Type')).toMatchObject({
    value: '12',
    hits: { rows: expect.any(Number) },
  })
  expect(
    reasons.every(({ feature, hits }) => (hits === null) === /^(?:Tax Rate|log |departure is|weekday)/.test(feature)),
  ).toBe(true)
})

test('one row is scored as it is among others', () => {
  expect(scoreRows(model, pickRows(later.rows, [7]))[0]).toBe(scoreRows(model, later.rows)[7])
})

test('rows without a label are left out of training', () => {
  const hidden = labels.map((label, row) => (row % 3 === 0 ? -1 : label))
  const kept = [...labels.keys()].filter((row) => row % 3 !== 0)
  const few = { seed: 1, recipe: { ...recipe, trees: 3 } }
  const picked = trainModel(
    pickRows(rows, kept),
    Int8Array.from(kept, (row) => labels[row]!),
    few,
  )
  expect(writeModel(trainModel(rows, hidden, few)).hash).toBe(writeModel(picked).hash)
})

test('under 1,000 labelled rows, or 50 of either label, nothing is trained', () => {
  const first = (count: number) =>
    pickRows(
      rows,
      Array.from({ length: count }, (_, row) => row),
    )
  const options = { seed: 1, recipe: { ...recipe, trees: 1 } }
  const withPositives = (count: number, positives: number) =>
    trainModel(
      first(count),
      Int8Array.from({ length: count }, (_, row) => (row < positives ? 1 : 0)),
      options,
    )
  for (const [count, positives] of [
    [999, 500],
    [1000, 40],
    [1000, 49],
    [1000, 951],
  ] as const)
    expect(() => withPositives(count, positives)).toThrow(expect.objectContaining({ code: 'training-data-too-small' }))
  expect(withPositives(1000, 50).trees).toHaveLength(1)
})

test('other rows choose as many trees as give the lowest loss on them', () => {
  const [few, options] = [pickRows(later.rows, [...Array(60).keys()]), { seed: 3, recipe }]
  const lossOf = (trees: number, known: Int8Array): number =>
    scoreRows({ ...model, trees: model.trees.slice(0, trees) }, few).reduce(
      (sum, score, row) => sum - Math.log(known[row] === 1 ? score : 1 - score),
      0,
    )
  const own = labelsOf(later).slice(0, 60)
  // On labels that contradict the model each tree makes the loss higher.
  for (const known of [own, own.map((label) => 1 - label)]) {
    const losses = Array.from({ length: recipe.trees }, (_, place) => lossOf(place + 1, known))
    const { trees } = trainModel(rows, labels, { ...options, choose: { rows: few, labels: known } })
    expect(trees).toHaveLength(losses.indexOf(Math.min(...losses)) + 1)
    expect(trees[0]).toEqual(model.trees[0])
  }
})

test('a stored model with another hash, kind or version is refused', () => {
  const { bytes, hash } = writeModel(model)
  const changed = bytes.slice()
  changed[40] = (changed[40] as number) ^ 1
  expect(() => readModel({ bytes: changed, hash })).toThrow(expect.objectContaining({ code: 'model-changed' }))
})

test('the stored text is canonical: names are sorted and no blank is written', () => {
  const text = new TextDecoder().decode(writeModel(model).bytes)
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([name, part]) => [name, sorted(part)]),
          )
        : value
  expect(JSON.stringify(sorted(JSON.parse(text)))).toBe(text)
})
