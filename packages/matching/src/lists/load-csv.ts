import { csvIdentity, readCsvCells, readCsvHeader } from './csv-columns.ts'
import { decodePieces } from './decode-text.ts'
import { type DraftEntry, finishEntry } from './finish-entry.ts'
import { ListReport, type LoadedList } from './list-report.ts'
import { type CsvRow, parseCsv } from './parse-csv.ts'

function readRow(row: CsvRow, fields: readonly (string | null)[], report: ListReport): void {
  const cells = readCsvCells(row.cells, fields)
  const identity = csvIdentity(cells)
  const draft: DraftEntry = {
    ...identity,
    id: cells.whole('id') || null,
    names: [
      ...identity.names.map((name, place) => ({
        name,
        quality: place === 0 ? ('primary' as const) : ('good' as const),
      })),
      ...cells.several('alias').map((name) => ({ name, quality: 'good' as const })),
      ...cells.several('weak').map((name) => ({ name, quality: 'low' as const })),
    ],
  }
  for (const field of ['reference', 'program', 'comments'] as const) {
    const content = cells.whole(field)
    if (content !== '') draft[field] = content
  }
  finishEntry(draft, report, row.line)
}

/**
 * Loads separated values (`,`, `;` or tab) with a header row. Columns are found by name (`readCsvHeader`); `;` separates several values in a cell. A
 * row whose number of cells differs from the header's is skipped (`CSV_COLUMNS`). A quote that is never closed makes the list empty (`CSV_QUOTE`).
 * Never throws on input.
 */
export function loadCsv(bytes: Uint8Array): LoadedList {
  const report = new ListReport()
  let width = 0
  let fields: (string | null)[] | null = null
  const noHeader = (literal: string | null): LoadedList => {
    report.find('CSV_HEADER', 'error', 'The first row names no column of names.', 1, literal)
    return report.result('csv', null)
  }
  for (const row of parseCsv(decodePieces(bytes, report))) {
    if ('code' in row) {
      report.drop()
      report.find(row.code, 'error', row.message, row.line)
      return report.result('csv', null)
    }
    if (fields === null) {
      fields = readCsvHeader(row.cells)
      if (fields === null) return noHeader(row.cells.join(','))
      width = row.cells.length
      continue
    }
    report.count('rows')
    if (row.cells.length === width) readRow(row, fields, report)
    else
      report.find(
        'CSV_COLUMNS',
        'error',
        `The row has ${row.cells.length} cells, the header ${width}; it is skipped.`,
        row.line,
        row.cells.join(','),
      )
  }
  return fields === null ? noHeader(null) : report.result('csv', null)
}
