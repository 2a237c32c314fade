import type { CargoTableKind, CargoTableRow } from '@entente/contracts'
import { takeTurns } from '../../../store/take-turns.ts'
import { rulesOfRows } from './rules-of-rows.ts'
import { cargoTables, type TableColumn } from './table-columns.ts'

/** A row before its check. `line` is its line in a file, or its number from 1. Cells of a file are texts. */
export interface DraftRow {
  line: number
  values: Readonly<Record<string, unknown>>
  /** The reason why the line cannot be read as a row. */
  fault?: string
}
/** A reason to refuse a row. `column` counts from 1; 0 means the whole row. */
interface RowFault {
  row: number
  line: number
  column: number
  name: string
  message: string
}
export interface CheckedRows {
  rows: CargoTableRow[]
  /** The first faults, in the order of the rows. */
  faults: RowFault[]
  /** The number of all faults. */
  faultCount: number
}

/** The most rows of a table: more than all places of UN/LOCODE. */
const mostRows = 150_000
const mostFaults = 1_000
const longestText = 500
// The first characters of a byte order mark or a control character are never part of a value.
const control = /[\u0000-\u001f\u007f\ufeff]/

/**
 * Checks every row of a table: its columns, the form of each value, rules between columns, and that no two rows have one
 * key. `columnsOf` gives the place of each column in the file. Returns the rows with all columns of the kind.
 */
export async function checkRows(
  kind: CargoTableKind,
  drafts: Iterable<DraftRow>,
  columnsOf: ReadonlyMap<string, number>,
): Promise<CheckedRows> {
  const { columns, key } = cargoTables[kind]
  const ruleOfRow = rulesOfRows[kind]?.() ?? (() => null)
  const checked: CheckedRows = { rows: [], faults: [], faultCount: 0 }
  const known = new Map<string, number>()
  const next = takeTurns()
  let row = -1
  for (const { line, values, fault } of drafts) {
    row += 1
    const refuse = (name: string, message: string): void => {
      checked.faultCount += 1
      if (checked.faults.length < mostFaults)
        checked.faults.push({ row, line, column: columnsOf.get(name) ?? 0, name, message })
    }
    if (row >= mostRows) {
      refuse('', `The table has more than ${mostRows} rows.`)
      break
    }
    if (fault !== undefined) {
      refuse('', fault)
      continue
    }
    const before = checked.faultCount
    const own: CargoTableRow = {}
    for (const name of Object.keys(values))
      if (!columns.some((column) => column.name === name)) refuse(name, `There is no column ${name.slice(0, 40)}.`)
    for (const column of columns) {
      const read = readValue(column, values[column.name])
      if (typeof read === 'object' && read !== null) refuse(column.name, read.fault)
      else own[column.name] = read
    }
    if (checked.faultCount === before) {
      const broken = ruleOfRow(own)
      if (broken !== null) refuse(broken.name, broken.message)
      const written = JSON.stringify(key.map((name) => own[name]))
      const earlier = known.get(written)
      if (earlier !== undefined) refuse(key[0] as string, `Line ${earlier} has the same ${key.join(', ')}.`)
      known.set(written, line)
    }
    checked.rows.push(own)
    await next()
  }
  return checked
}

function readValue(column: TableColumn, sent: unknown): string | number | null | { fault: string } {
  if (sent === undefined || sent === null || (typeof sent === 'string' && sent.trim() === ''))
    return column.required ? { fault: 'A value is needed here.' } : null
  if (column.type === 'integer' || column.type === 'number') return readNumber(column, sent)
  if (typeof sent !== 'string') return { fault: 'This is no text.' }
  const value = sent.trim()
  if (value.length > longestText) return { fault: `The text is longer than ${longestText} characters.` }
  if (control.test(value) || !value.isWellFormed()) return { fault: 'The text has a character that cannot be stored.' }
  if (column.type === 'day') return isDay(value) ? value : { fault: 'Write a day as 2026-12-31.' }
  if (column.values !== null && !column.values.includes(value))
    return { fault: `Write one of: ${column.values.join(', ')}.` }
  if (column.pattern !== undefined && !column.pattern.test(value)) return { fault: `Write ${column.form}.` }
  return value
}

function readNumber({ type, least = 0, most = 0 }: TableColumn, sent: unknown): number | { fault: string } {
  const text = typeof sent === 'string' ? sent.trim() : sent
  if (typeof text === 'string' && !/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return { fault: 'This is no number.' }
  const value = Number(text)
  if (typeof text !== 'number' && typeof text !== 'string') return { fault: 'This is no number.' }
  if (!Number.isFinite(value) || (type === 'integer' && !Number.isSafeInteger(value)))
    return { fault: type === 'integer' ? 'Write a whole number.' : 'This is no number.' }
  if (value < least || value > most) return { fault: `Write a number from ${least} to ${most}.` }
  return value
}

/** Tests whether a text is a day of the calendar. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
