import type { Identity } from '@entente/contracts'
import { csvIdentity, readCsvCells, readCsvHeader } from '../lists/csv-columns.ts'
import { decodePieces, textLines } from '../lists/decode-text.ts'
import { parseCsv } from '../lists/parse-csv.ts'
import { identityShapeFault, isObject, toIdentity } from './read-identity-value.ts'

export interface SubjectRow {
  line: number
  /** The value of `id` or `passenger_id`; `line:N` where the row has neither. */
  id: string
  /** The values as written. `checkIdentity` reports those that cannot be compared. */
  identity: Identity
  /**
   * Returns a cell by the name of its column, or a property of the JSON line: '' where it is empty, null where there is no such column or property.
   */
  column(name: string): string | null
}
/** A row that is left out. `ends` means that no later row can be read; then do not use the earlier rows of the file either. */
export interface SubjectFault {
  line: number
  code: 'json-malformed' | 'identity-invalid' | 'csv-columns' | 'csv-header' | 'csv-quote' | 'csv-limit'
  message: string
  ends: boolean
}
const ignoreFindings = { find: () => {} }
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

/**
 * Reads subjects to screen from the bytes of a file, one row at a time: JSON lines of `Identity`, or separated values with the columns of
 * `loadList` and `passenger_id`. Yields a fault for a row that cannot be read. Never throws on input.
 */
export function* readSubjects(bytes: Uint8Array, format: 'jsonl' | 'csv'): Generator<SubjectRow | SubjectFault> {
  yield* format === 'csv' ? readCsvSubjects(bytes) : readJsonSubjects(bytes)
}

function* readJsonSubjects(bytes: Uint8Array): Generator<SubjectRow | SubjectFault> {
  for (const { line, text } of textLines(bytes)) {
    let value: unknown
    try {
      value = JSON.parse(text ?? '')
    } catch {
      yield { line, code: 'json-malformed', message: `Line ${line} is not JSON.`, ends: false }
      continue
    }
    const fault = identityShapeFault(value)
    if (fault !== null || !isObject(value)) {
      const { at, message } = fault ?? { at: '', message: 'is not an object' }
      yield { line, code: 'identity-invalid', message: `${at === '' ? 'The row' : at} ${message}.`, ends: false }
      continue
    }
    const row = value
    yield {
      line,
      id: textOf(row.id) || textOf(row.passenger_id) || `line:${line}`,
      identity: toIdentity(row),
      column: (name) => (Object.hasOwn(row, name) ? textOf(row[name]) : null),
    }
  }
}

function* readCsvSubjects(bytes: Uint8Array): Generator<SubjectRow | SubjectFault> {
  let header: string[] | null = null
  let fields: (string | null)[] = []
  for (const row of parseCsv(decodePieces(bytes, ignoreFindings))) {
    const { line } = row
    if ('code' in row) {
      const code = row.code === 'CSV_QUOTE' ? 'csv-quote' : 'csv-limit'
      yield { line, code, message: `${row.message.slice(0, -1)} (line ${line}).`, ends: true }
    } else if (header === null) {
      const read = readCsvHeader(row.cells)
      if (read === null) {
        yield { line, code: 'csv-header', message: 'The first row names no column of names.', ends: true }
        return
      }
      header = row.cells.map((cell) => cell.trim())
      fields = read
    } else if (row.cells.length !== header.length) {
      const message = `Line ${line} has ${row.cells.length} cells, the header ${header.length}.`
      yield { line, code: 'csv-columns', message, ends: false }
    } else {
      const cells = readCsvCells(row.cells, fields)
      const identity = csvIdentity(cells)
      identity.names.push(...cells.several('alias'), ...cells.several('weak'))
      const titles = header
      yield {
        line,
        id: cells.whole('id') || `line:${line}`,
        identity,
        column: (name) => (titles.includes(name) ? (row.cells[titles.indexOf(name)]?.trim() ?? '') : null),
      }
    }
  }
}
