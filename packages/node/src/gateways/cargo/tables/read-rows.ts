import type { CargoTableKind } from '@entente/contracts'
import { parseCsv } from '@entente/matching'
import { fail } from '../../../errors.ts'
import { type CheckedRows, checkRows, type DraftRow } from './check-rows.ts'
import { cargoTables } from './table-columns.ts'

/** Reads the rows of a table from CSV. The first line names the columns, in any order. Throws `table-invalid` with every faulty row. */
export function readCsvRows(kind: CargoTableKind, bytes: Uint8Array): Promise<CheckedRows['rows']> {
  const text = decode(bytes)
  const lines = parseCsv(piecesOf(text))
  const head = lines.next()
  if (head.done === true || !('cells' in head.value)) throw invalid([], 0, 'The first line must name the columns.')
  const names = head.value.cells.map((cell) => cell.trim())
  const { columns } = cargoTables[kind]
  const faults = [
    ...names.flatMap((name, at) => {
      if (!columns.some((column) => column.name === name))
        return [{ at, name, message: `There is no column ${name.slice(0, 40)}.` }]
      return names.indexOf(name) < at ? [{ at, name, message: 'This column stands twice.' }] : []
    }),
    ...columns.flatMap(({ name, required }) =>
      required && !names.includes(name) ? [{ at: -1, name, message: `The column ${name} is missing.` }] : [],
    ),
  ].map(({ at, name, message }) => ({ row: 0, line: 1, column: at + 1, name, message }))
  if (faults.length > 0) throw invalid(faults, faults.length)
  return checked(checkRows(kind, draftsOf(lines, names), new Map(names.map((name, at) => [name, at + 1]))))
}

function* draftsOf(lines: ReturnType<typeof parseCsv>, names: readonly string[]): Generator<DraftRow> {
  for (const line of lines) {
    if (!('cells' in line)) {
      yield { line: line.line, values: {}, fault: line.message }
      return
    }
    const { cells } = line
    const values = Object.fromEntries(names.map((name, at) => [name, cells[at]]))
    const fault = `The row has ${cells.length} cells, and the first line has ${names.length}.`
    yield { line: line.line, values, ...(cells.length > names.length ? { fault } : {}) }
  }
}

/** Reads the rows of a table from JSON objects. Throws `table-invalid` with every faulty row. */
export function readJsonRows(kind: CargoTableKind, rows: readonly unknown[]): Promise<CheckedRows['rows']> {
  const places = new Map(cargoTables[kind].columns.map(({ name }, at) => [name, at + 1]))
  return checked(checkRows(kind, objectsOf(rows), places))
}

function* objectsOf(rows: readonly unknown[]): Generator<DraftRow> {
  for (const [at, row] of rows.entries()) {
    const isObject = typeof row === 'object' && row !== null && !Array.isArray(row)
    if (isObject) yield { line: at + 1, values: row as Record<string, unknown> }
    else yield { line: at + 1, values: {}, fault: 'This is no object.' }
  }
}

async function checked(checking: Promise<CheckedRows>): Promise<CheckedRows['rows']> {
  const { rows, faults, faultCount } = await checking
  if (faultCount > 0) throw invalid(faults, faultCount)
  return rows
}

function invalid(faults: CheckedRows['faults'], count: number, detail?: string) {
  const shown = faults.length < count ? ` The first ${faults.length} are listed.` : ''
  return fail('table-invalid', {
    detail:
      detail ?? `${count} ${count === 1 ? 'value' : 'values'} cannot be used.${shown} The version in force stays.`,
    errors: faults.map(({ row, line, column, name, message }) => ({
      code: 'table-row',
      at: `/rows/${row}${name === '' ? '' : `/${name.replace(/~/g, '~0').replace(/\//g, '~1').slice(0, 60)}`}`,
      message: `Line ${line}${column === 0 ? '' : `, column ${column}`}${name === '' ? '' : ` (${name.slice(0, 60)})`}: ${message}`,
      line,
      column,
    })),
  })
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid([], 0, 'The file is not UTF-8.')
  }
}

const pieceLength = 65_536
function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength)
}
