import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cells, declarationsOf, inventDeclarations, writeDeclarations } from './invented-declarations.fixture.ts'
import { criticalOf, labelsOf, readDeclarations } from './read-declarations.ts'
import { TargetingError } from './targeting-error.ts'

const rows = inventDeclarations(6, 1)
const without = (column: string): Cells[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== column)))
const withCell = (column: string, text: string): Cells[] =>
  rows.map((row, place) => (place === 2 ? { ...row, [column]: text } : row))
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof TargetingError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'nothing'
}

test('columns are found by name, in any order, and others are ignored', () => {
  const turned = rows.map((row) => Object.fromEntries([['Remark', 'x'], ...Object.entries(row).reverse()]))
  expect(declarationsOf(turned)).toEqual(declarationsOf(rows))
})

test.each(['Fraud', 'Critical Fraud', 'HS6 Code', 'Declaration ID'])('a missing column is named: %s', (column) => {
  expect(codeOf(() => declarationsOf(without(column)))).toBe(
    `dataset-column-missing: invented.csv has no column ${column}.`,
  )
})

test('a file without a header or without rows is empty', () => {
  for (const text of ['', '\n\n', `${Object.keys(rows[0] as Cells).join(',')}\n`])
    expect(
      codeOf(() => readDeclarations(new TextEncoder().encode(text), 'a.csv')),
      text,
    ).toMatch(/^dataset-empty: a\.csv /)
})

test('a row with another number of cells is refused with its line', () => {
  const bytes = writeDeclarations(rows)
  const text = new TextDecoder().decode(bytes).replace(/,0\n$|,1\n$|,2\n$/, '\n')
  expect(codeOf(() => readDeclarations(new TextEncoder().encode(text), 'a.csv'))).toBe(
    'dataset-row-invalid: a.csv, line 7: the row has 21 cells, the header 22.',
  )
})

test('a quote that is never closed is refused with its line', () => {
  const bytes = Uint8Array.from([...writeDeclarations(rows), 0x22])
  expect(codeOf(() => readDeclarations(bytes, 'a.csv'))).toMatch(/^csv-quote: a\.csv, line 8/)
})

test('an unreadable number or date counts as absent and is reported', () => {
  for (const [column, text] of [
    ['Net Mass', '12,5'.replace(',', ' ')],
    ['Item Price', '-4'],
    ['Tax Rate', '0x10'],
    ['Tax Rate', 'Infinity'],
    ['Date', '2031-02-30'],
    ['Date', '1 March'],
  ] as const) {
    const { unreadable } = declarationsOf(withCell(column, text))
    expect(unreadable).toEqual({ count: 1, first: [{ line: 4, column, literal: text }] })
  }
  const empty = declarationsOf(withCell('Net Mass', ''))
  expect(empty.unreadable.count).toBe(0)
  expect(empty.rows.numbers.find(({ name }) => name === 'log net mass')?.values[2]).toBeNaN()
})

test('labels are not looked at before they are asked for', () => {
  const declarations = declarationsOf(withCell('Fraud', 'perhaps'))
  expect(codeOf(() => labelsOf(declarations))).toBe(
    'dataset-row-invalid: invented.csv, line 4: Fraud is "perhaps", not a whole number from 0 to 1.',
  )
  expect(codeOf(() => criticalOf(declarationsOf(withCell('Critical Fraud', '3'))))).toMatch(/^dataset-row-invalid: /)
})

test('an empty label is none, and only class 2 is critical', () => {
  const levels = ['', '0', '1', '2', '2.0', '1']
  const declarations = declarationsOf(
    rows.map((row, place) => ({
      ...row,
      Fraud: ['', '0', '1', '1.0', '1', '0'][place] ?? '',
      'Critical Fraud': levels[place] ?? '',
    })),
  )
  expect([...labelsOf(declarations)]).toEqual([-1, 0, 1, 1, 1, 0])
  expect([...criticalOf(declarations)]).toEqual([-1, 0, 0, 1, 1, 0])
})

test('a file over a limit is refused', () => {
  const bytes = writeDeclarations(rows)
  expect(codeOf(() => readDeclarations(bytes, 'a.csv', { bytes: bytes.length, rows: 6 }))).toBe('nothing')
  expect(codeOf(() => readDeclarations(bytes, 'a.csv', { bytes: bytes.length, rows: 5 }))).toMatch(/^dataset-too-large/)
  expect(codeOf(() => readDeclarations(bytes, 'a.csv', { bytes: bytes.length - 1, rows: 6 }))).toMatch(
    /^dataset-too-large/,
  )
})

test('damaged files give an error with a code or are read, and nothing else', () => {
  const good = writeDeclarations(rows)
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 8 }), fc.nat(40), (at, inserted, cut) => {
      const bytes = Uint8Array.from([...good.subarray(0, at), ...inserted, ...good.subarray(at + cut)])
      const said = codeOf(() => {
        const read = readDeclarations(bytes, 'a.csv')
        expect(read.ids.length).toBe(read.rows.count)
        labelsOf(read)
        criticalOf(read)
      })
      expect(said).toMatch(/^nothing$|^(?:dataset|csv)-[a-z-]+: a\.csv/)
    }),
    { seed: 7, numRuns: 300 },
  )
})
