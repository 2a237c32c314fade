import { seededRandom } from '@entente/readers'
import { expect, test } from 'vitest'
import { gradientUnit, growTree, leafOf, logOddsUnit, type TreeData } from './grow-tree.ts'

const limits = { leaves: 8, rate: 0.1, lambda: 5, minHessian: 5 }
/** Rows with a label that is 1 if their bins in features 0 and 1 are on the same side; feature 2 says nothing. */
function makeData(count: number, seed: number): TreeData & { labels: number[] } {
  const random = seededRandom(seed)
  const matrix = [0, 1, 2].map(() => Uint8Array.from({ length: count }, () => 1 + random(20)))
  const labels = Array.from({ length: count }, (_, row) => (matrix[0]![row]! <= 10 === matrix[1]![row]! <= 10 ? 1 : 0))
  return {
    matrix,
    labels,
    gradients: Float64Array.from(labels, (label) => (0.5 - label) * gradientUnit),
    hessians: new Float64Array(count).fill(gradientUnit / 4),
    rows: Int32Array.from({ length: count }, (_, row) => row),
    features: [0, 1, 2],
  }
}

test('a tree finds two features that say something only together', () => {
  const data = makeData(1000, 1)
  const tree = growTree(data, limits)
  const wrong = data.labels.filter((label, row) => tree.value[leafOf(tree, data.matrix, row)]! > 0 !== (label === 1))
  expect(wrong.length).toBeLessThan(30)
})

test('the order of the rows does not change a tree, because sums are exact', () => {
  const data = makeData(600, 2)
  const random = seededRandom(9)
  const uneven = data.gradients.map((gradient) => gradient + random(1 << 20))
  const tree = growTree({ ...data, gradients: uneven }, limits)
  expect(growTree({ ...data, gradients: uneven, rows: data.rows.toReversed() }, limits)).toEqual(tree)
})

test('a leaf has the value of its rows, shrunk by lambda and the rate', () => {
  const data = makeData(400, 3)
  const tree = growTree(data, limits)
  const sums = new Map<number, { gradient: number; hessian: number }>()
  for (const row of data.rows) {
    const leaf = leafOf(tree, data.matrix, row)
    const sum = sums.get(leaf) ?? { gradient: 0, hessian: 0 }
    sums.set(leaf, {
      gradient: sum.gradient + data.gradients[row]! / gradientUnit,
      hessian: sum.hessian + data.hessians[row]! / gradientUnit,
    })
  }
  expect(sums.size).toBeLessThanOrEqual(limits.leaves)
  for (const [leaf, { gradient, hessian }] of sums) {
    expect(tree.value[leaf]! / logOddsUnit).toBeCloseTo((-gradient / (hessian + 5)) * 0.1, 8)
    expect(hessian).toBeGreaterThanOrEqual(5)
  }
})

test('a tree uses only the rows and features that it is given', () => {
  const data = makeData(400, 4)
  const tree = growTree({ ...data, features: [2] }, limits)
  expect([...tree.feature].every((feature, node) => tree.child[node] === 0 || feature === 2)).toBe(true)
  // Fewer than forty rows have less than twice the smallest hessian.
  expect(growTree({ ...data, rows: data.rows.subarray(0, 39) }, limits).child).toEqual(Int32Array.of(0))
})

test('equal gains go to the first feature', () => {
  const data = makeData(400, 5)
  const twice = { ...data, matrix: [data.matrix[2]!, data.matrix[0]!, data.matrix[0]!] }
  const tree = growTree({ ...twice, features: [1, 2] }, limits)
  expect([...tree.feature].filter((_, node) => tree.child[node] !== 0)).not.toContain(2)
})
