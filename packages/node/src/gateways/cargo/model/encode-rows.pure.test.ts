import { expect, test } from 'vitest'
import { countEncoding, encodeOutOfFold, encodeRows, type Feature } from './encode-rows.ts'
import { declarationsOf, inventDeclarations } from './invented-declarations.fixture.ts'
import { labelsOf } from './read-declarations.ts'

const declarations = declarationsOf(inventDeclarations(2000, 1))
const { rows } = declarations
const labels = labelsOf(declarations)
const encoding = countEncoding(rows, labels)
const seed = 5

const featuresOf = (features: readonly Feature[], column: string): Float64Array[] =>
  features.filter((feature) => feature.column === column).map(({ values }) => values)
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
function correlation(one: Float64Array, other: ArrayLike<number>): number {
  const [a, b] = [mean(one), mean(other)]
  const [products, squares, others] = [0, 1, 2].map((kind) =>
    mean(
      one.map(
        (value, row) =>
          [(value - a) * ((other[row] as number) - b), (value - a) ** 2, ((other[row] as number) - b) ** 2][
            kind
          ] as number,
      ),
    ),
  ) as [number, number, number]
  return products / Math.sqrt(squares * others)
}

test('out of fold, codes without meaning say nothing about the labels', () => {
  // Each importer has about two rows, so its own label is half of its rate.
  const [inFold] = featuresOf(encodeRows(rows, encoding), 'Importer ID') as [Float64Array]
  const [outOfFold] = featuresOf(encodeOutOfFold(rows, labels, encoding, seed), 'Importer ID') as [Float64Array]
  expect(correlation(inFold, labels)).toBeGreaterThan(0.5)
  expect(Math.abs(correlation(outOfFold, labels))).toBeLessThan(0.08)
})

test('out of fold, no feature of a row depends on its own label', () => {
  const before = encodeOutOfFold(rows, labels, encoding, seed)
  for (const row of [0, 77, 1999]) {
    const flipped = labels.map((label, place) => (place === row ? 1 - label : label))
    const after = encodeOutOfFold(rows, flipped, { ...countEncoding(rows, flipped), overall: encoding.overall }, seed)
    expect(after.map(({ values }) => values[row])).toEqual(before.map(({ values }) => values[row]))
  }
})

test('out of fold, the median beside a price leaves the price out', () => {
  const lonely = declarationsOf([
    ...inventDeclarations(40, 2),
    { ...inventDeclarations(1, 3)[0], 'HS6 Code': '010121', 'Net Mass': '2', 'Item Price': '5' } as Record<
      string,
      string
    >,
  ])
  const own = labelsOf(lonely)
  const counts = countEncoding(lonely.rows, own)
  const [known] = featuresOf(encodeRows(lonely.rows, counts), 'log price per kg beside its HS6') as [Float64Array]
  const [left] = featuresOf(encodeOutOfFold(lonely.rows, own, counts, seed), 'log price per kg beside its HS6') as [
    Float64Array,
  ]
  expect(known[40]).toBe(0)
  expect(left[40]).toBeNaN()
})

test('a code outside the training rows has the overall rate and no rows', () => {
  const other = declarationsOf([{ ...inventDeclarations(1, 4)[0], 'Office ID': 'unseen' } as Record<string, string>])
  const [rate, count] = featuresOf(encodeRows(other.rows, encoding), 'Office ID') as [Float64Array, Float64Array]
  expect(rate[0]).toBeCloseTo(encoding.overall, 12)
  expect(count[0]).toBe(0)
})

test('the columns are those of the goods and their trade, and no attribute of a person', () => {
  const columns = [...rows.categories, ...rows.numbers, ...rows.differences].map(({ name }) => name)
  expect(columns).toEqual([
    ...['Office ID', 'Process Type', 'Import Type', 'Import Use', 'Payment Type', 'Mode of Transport', 'Declarant ID'],
    ...['Importer ID', 'Seller ID', 'Courier ID', 'HS6 Code', 'Country of Departure', 'Country of Origin', 'Tax Type'],
    ...['Country of Origin Indicator', 'HS4', 'HS2', 'departure>origin', 'importer|HS4', 'origin|HS6'],
    ...['declarant|importer', 'Tax Rate', 'log net mass', 'log item price', 'log price per kg', 'departure is origin'],
    ...['weekday', 'log price per kg beside its HS6'],
  ])
})
