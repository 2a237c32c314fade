import { parseCsv } from '@entente/matching'
import { exactLog } from './exact-math.ts'
import { TargetingError } from './targeting-error.ts'
import type { CategoryColumn, NumberColumn, TargetingRows } from './targeting-rows.ts'

/** The columns of codes, as the header names them. */
const codeColumns = [
  'Office ID',
  'Process Type',
  'Import Type',
  'Import Use',
  'Payment Type',
  'Mode of Transport',
  'Declarant ID',
  'Importer ID',
  'Seller ID',
  'Courier ID',
  'HS6 Code',
  'Country of Departure',
  'Country of Origin',
  'Tax Type',
  'Country of Origin Indicator',
] as const
const numberColumns = ['Tax Rate', 'Net Mass', 'Item Price'] as const
const labelColumns = ['Fraud', 'Critical Fraud'] as const
const columns = ['Declaration ID', 'Date', ...codeColumns, ...numberColumns, ...labelColumns] as const
type Column = (typeof columns)[number]

/** The largest file in bytes, and the most rows of a file: half a million take about 1.7 GB of memory while trees are trained. */
const largest = { bytes: 256 * 1024 * 1024, rows: 500_000 }
/** The most unreadable cells that are named; the others are only counted. */
const mostNamed = 5

/** A number or date that cannot be read. It counts as absent. */
export interface UnreadableCell {
  line: number
  column: string
  literal: string
}

/** A file of import declarations. Labels are kept as text until `labelsOf` or `criticalOf` reads them. */
export interface Declarations {
  /** The name of the file, for messages. */
  file: string
  ids: readonly string[]
  /** The ISO date of each row; empty if it cannot be read. */
  dates: readonly string[]
  rows: TargetingRows
  unreadable: { count: number; first: readonly UnreadableCell[] }
  labelTexts: Readonly<Record<(typeof labelColumns)[number], readonly string[]>>
  lines: Int32Array
}

/** The name of the category that the baseline counts: the kind of goods together with their origin. */
export const baselineCategory = 'origin|HS6'

/**
 * Reads import declarations from separated values with a header; columns are found by name, and others are ignored. An
 * unreadable number or date counts as absent. Labels are not looked at. `most` limits the file. Throws TargetingError: `dataset-column-missing`,
 * `dataset-empty`, `dataset-row-invalid`, `dataset-too-large`, `csv-quote` or `csv-limit`.
 */
export function readDeclarations(bytes: Uint8Array, file: string, most = largest): Declarations {
  if (bytes.length > most.bytes)
    throw new TargetingError('dataset-too-large', `${file} has more than ${most.bytes} bytes.`)
  const { cells, lines } = readCells(bytes, file, most.rows)
  const count = lines.length
  if (count === 0) throw new TargetingError('dataset-empty', `${file} has no rows.`)
  const unreadable = { count: 0, first: [] as UnreadableCell[] }
  const report = (row: number, column: string, literal: string): void => {
    unreadable.count += 1
    if (unreadable.first.length < mostNamed) unreadable.first.push({ line: lines[row] as number, column, literal })
  }
  const dates = cells.Date.map((text, row) => {
    if (isDate(text)) return text
    if (text !== '') report(row, 'Date', text.slice(0, 40))
    return ''
  })
  const numbers = Object.fromEntries(
    numberColumns.map((column) => [
      column,
      Float64Array.from(cells[column], (text, row) => {
        const value = readNumber(text)
        if (Number.isNaN(value) && text !== '') report(row, column, text.slice(0, 40))
        return value
      }),
    ]),
  ) as Record<(typeof numberColumns)[number], Float64Array>
  return {
    file,
    ids: cells['Declaration ID'],
    dates,
    rows: makeRows(count, cells, numbers, dates),
    unreadable,
    labelTexts: { Fraud: cells.Fraud, 'Critical Fraud': cells['Critical Fraud'] },
    lines: Int32Array.from(lines),
  }
}

type Cells = Record<Column, string[]>

function readCells(bytes: Uint8Array, file: string, mostRows: number): { cells: Cells; lines: number[] } {
  const cells = Object.fromEntries(columns.map((column) => [column, []])) as unknown as Cells
  const lines: number[] = []
  let places: number[] | null = null
  let width = 0
  // Equal texts are kept once: a file has far fewer codes than cells.
  const texts = new Map<string, string>()
  const keep = (text: string): string => {
    const before = texts.get(text)
    if (before !== undefined) return before
    texts.set(text, text)
    return text
  }
  for (const row of parseCsv([new TextDecoder().decode(bytes)])) {
    if ('code' in row)
      throw new TargetingError(
        row.code === 'CSV_QUOTE' ? 'csv-quote' : 'csv-limit',
        `${file}, line ${row.line}: ${row.message}`,
      )
    if (places === null) {
      places = findColumns(row.cells, file)
      width = row.cells.length
      continue
    }
    if (row.cells.length !== width)
      throw new TargetingError(
        'dataset-row-invalid',
        `${file}, line ${row.line}: the row has ${row.cells.length} cells, the header ${width}.`,
      )
    if (lines.length === mostRows)
      throw new TargetingError('dataset-too-large', `${file} has more than ${mostRows} rows.`)
    lines.push(row.line)
    for (const [index, column] of columns.entries())
      cells[column].push(keep((row.cells[places[index] as number] ?? '').trim()))
  }
  if (places === null) throw new TargetingError('dataset-empty', `${file} is empty.`)
  return { cells, lines }
}

/** Returns the place of each column in the header. Throws `dataset-column-missing` with the names of all that are missing. */
function findColumns(header: readonly string[], file: string): number[] {
  const names = header.map((name) => name.trim())
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0)
    throw new TargetingError('dataset-column-missing', `${file} has no column ${missing.join(', ')}.`)
  return columns.map((column) => names.indexOf(column))
}

/** Reads a number that is not negative; NaN for any other text. */
const readNumber = (text: string): number =>
  /^\+?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?$/.test(text) ? Number(text) : Number.NaN

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const logOf = (value: number): number => (value > 0 ? exactLog(value) : Number.NaN)
const bothLogs = (one: Float64Array, other: Float64Array): Float64Array =>
  one.map((value, row) => logOf(value) - logOf(other[row] as number))

function makeRows(
  count: number,
  cells: Cells,
  numbers: Record<(typeof numberColumns)[number], Float64Array>,
  dates: readonly string[],
): TargetingRows {
  const join = (name: string, one: readonly string[], separator: string, other: readonly string[]): CategoryColumn => ({
    name,
    keys: one.map((text, row) => `${text}${separator}${other[row]}`),
  })
  const codes = cells['HS6 Code']
  const [heading, chapter] = [4, 2].map((digits) => codes.map((code) => code.slice(0, digits))) as [string[], string[]]
  const [departure, origin] = [cells['Country of Departure'], cells['Country of Origin']]
  const [importer, declarant] = [cells['Importer ID'], cells['Declarant ID']]
  const goods = { name: 'HS6 Code', keys: codes }
  const unitPrice: NumberColumn = {
    name: 'log price per kg',
    values: bothLogs(numbers['Item Price'], numbers['Net Mass']),
  }
  return {
    count,
    categories: [
      ...codeColumns.map((name) => (name === goods.name ? goods : { name, keys: cells[name] })),
      { name: 'HS4', keys: heading },
      { name: 'HS2', keys: chapter },
      join('departure>origin', departure, '>', origin),
      join('importer|HS4', importer, '|', heading),
      join(baselineCategory, origin, '|', codes),
      join('declarant|importer', declarant, '|', importer),
    ],
    numbers: [
      { name: 'Tax Rate', values: numbers['Tax Rate'] },
      { name: 'log net mass', values: numbers['Net Mass'].map(logOf) },
      { name: 'log item price', values: numbers['Item Price'].map(logOf) },
      unitPrice,
      {
        name: 'departure is origin',
        values: Float64Array.from(departure, (code, row) => (code === origin[row] ? 1 : 0)),
      },
      { name: 'weekday', values: Float64Array.from(dates, weekdayOf) },
    ],
    differences: [{ name: 'log price per kg beside its HS6', number: unitPrice, category: goods }],
  }
}

/** Returns the day of the week, 0 for Sunday; NaN without a date. */
const weekdayOf = (date: string): number => (date === '' ? Number.NaN : new Date(`${date}T00:00:00Z`).getUTCDay())

/**
 * Reads the labels of a file: 1 for fraud, 0 for none, -1 for a row without a label. Throws `dataset-row-invalid` for any
 * other text. Do not call it for a file before the file is scored, except for the rows to learn from.
 */
export const labelsOf = (declarations: Declarations): Int8Array => readLabels(declarations, 'Fraud', 1)

/** Reads which rows are of the critical class: 1, 0, or -1 without a label. Throws `dataset-row-invalid`. */
export const criticalOf = (declarations: Declarations): Int8Array =>
  readLabels(declarations, 'Critical Fraud', 2).map((level) => (level === -1 ? -1 : level === 2 ? 1 : 0))

function readLabels(
  { file, labelTexts, lines }: Declarations,
  column: keyof Declarations['labelTexts'],
  most: number,
): Int8Array {
  return Int8Array.from(labelTexts[column], (text, row) => {
    if (text === '') return -1
    const level = /^\d(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN
    if (level <= most) return level
    throw new TargetingError(
      'dataset-row-invalid',
      `${file}, line ${lines[row]}: ${column} is ${JSON.stringify(text.slice(0, 40))}, not a whole number from 0 to ${most}.`,
    )
  })
}
