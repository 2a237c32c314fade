import { expect, test } from 'vitest'
import { fitTargeting, measureTargeting, scoreTargeting } from './evaluate-targeting.ts'
import { type Cells, declarationsOf, inventDeclarations } from './invented-declarations.fixture.ts'
import { targetingRecipe } from './train-model.ts'

const recipe = { ...targetingRecipe, trees: 30, rate: 0.1 }
const train = declarationsOf(inventDeclarations(1600, 1))
const evaluated = inventDeclarations(1000, 2)
const fitted = fitTargeting(train, { seed: 1, recipe })
const textOf = (scores: Float64Array): string => scores.join('\n')

test('the model finds a planted interaction that one table of hit rates misses', () => {
  const declarations = declarationsOf(evaluated)
  const { baseRate, metrics, baselines } = measureTargeting(declarations, scoreTargeting(fitted, declarations.rows))
  const [model, table] = [metrics[1], baselines[1]]
  expect(model?.low).toBeGreaterThan((baseRate as number) + 0.1)
  expect(model?.low).toBeGreaterThan(table?.precision as number)
  expect(Math.abs((table?.precision as number) - (baseRate as number))).toBeLessThan(0.12)
})

test('scores are the same with labels, without them, and with labels of other rows', () => {
  const scoresOf = (rows: readonly Cells[]): string => textOf(scoreTargeting(fitted, declarationsOf(rows).rows).model)
  const scores = scoresOf(evaluated)
  expect(scoresOf(evaluated.map((row) => ({ ...row, Fraud: '', 'Critical Fraud': '' })))).toBe(scores)
  expect(
    scoresOf(
      evaluated.map((row, place) => {
        const other = evaluated[(place * 7 + 3) % evaluated.length] as Cells
        return { ...row, Fraud: other.Fraud as string, 'Critical Fraud': other['Critical Fraud'] as string }
      }),
    ),
  ).toBe(scores)
})

test('nothing is measured while a row has no label', () => {
  const one = declarationsOf(evaluated.map((row, place) => (place === 5 ? { ...row, Fraud: '' } : row)))
  expect(measureTargeting(one, scoreTargeting(fitted, one.rows))).toEqual({
    baseRate: null,
    metrics: [],
    baselines: [],
    critical: [],
    unlabelled: 1,
  })
})

test('the critical class is measured if its labels are there', () => {
  const declarations = declarationsOf(evaluated)
  const scores = scoreTargeting(fitted, declarations.rows)
  const { critical } = measureTargeting(declarations, scores)
  expect(critical.map(({ model, share }) => [model, share])).toEqual([
    ['boosted-trees', 0.05],
    ['boosted-trees', 0.1],
    ['hs6-origin-table', 0.05],
    ['hs6-origin-table', 0.1],
  ])
  expect(critical[0]?.of).toBe(evaluated.filter((row) => row['Critical Fraud'] === '2').length)
  const unknown = declarationsOf(evaluated.map((row) => ({ ...row, 'Critical Fraud': '' })))
  expect(measureTargeting(unknown, scores)).toMatchObject({ critical: [], unlabelled: 0 })
})

test('labels of other declarations choose the number of trees, and blank ones do not', () => {
  const choose = declarationsOf(evaluated.map((row) => ({ ...row, Fraud: row['Import Type'] === '11' ? '1' : '0' })))
  const few = { ...recipe, trees: 3 }
  expect(fitTargeting(train, { seed: 1, recipe: few, choose }).model.trees).toHaveLength(1)
  const blank = declarationsOf(evaluated.map((row) => ({ ...row, Fraud: '' })))
  expect(fitTargeting(train, { seed: 1, recipe: few, choose: blank }).model.trees).toHaveLength(3)
})
