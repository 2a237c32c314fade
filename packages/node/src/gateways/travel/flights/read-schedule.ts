import { CarrierCode } from '@entente/contracts'
import type { NamedFlight } from './flight-key.ts'

export interface ScheduleLine {
  line: number
  flight: NamedFlight
}
export interface Rejected {
  line: number
  code: string
  message: string
}
const columns = ['carrier', 'number', 'from', 'to', 'departure', 'arrival'] as const

/**
 * Reads a schedule: CSV `carrier,number,from,to,departure,arrival`, times local to their airports (`2026-11-24T14:35`),
 * arrival may be empty. A first line with the column names is optional. An invalid line is rejected alone; lines count
 * from 1.
 */
export function readSchedule(text: string): { lines: ScheduleLine[]; rejected: Rejected[] } {
  const lines: ScheduleLine[] = []
  const rejected: Rejected[] = []
  const met = new Map<string, number>()
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = index + 1
    if (raw.trim() === '') continue
    const cells = splitCells(raw)
    if (line === 1 && cells.map((cell) => cell.toLowerCase()).join() === columns.join()) continue
    const read = readLine(cells)
    if ('code' in read) {
      rejected.push({ line, ...read })
      continue
    }
    const before = met.get(read.key)
    if (before !== undefined) {
      rejected.push({ line, code: 'duplicate-line', message: `The same flight is on line ${before}.` })
      continue
    }
    met.set(read.key, line)
    lines.push({ line, flight: read })
  }
  return { lines, rejected }
}

function readLine(cells: readonly string[]): NamedFlight | { code: string; message: string } {
  if (cells.length !== columns.length) {
    return { code: 'column-count', message: `${columns.length} columns are expected, ${cells.length} are here.` }
  }
  const [carrier, number, from, to, departure, arrival] = cells.map((cell) => cell.toUpperCase()) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if (!CarrierCode.safeParse(carrier).success) {
    return { code: 'carrier-invalid', message: `Not a carrier's code: ${shown(carrier)}.` }
  }
  if (!/^\d{1,4}[A-Z]?$/.test(number))
    return { code: 'number-invalid', message: `Not a flight number: ${shown(number)}.` }
  for (const airport of [from, to]) {
    if (!/^[A-Z]{3}$/.test(airport))
      return { code: 'airport-invalid', message: `Not an airport's code: ${shown(airport)}.` }
  }
  if (from === to) return { code: 'airport-invalid', message: `The flight leaves and arrives at ${from}.` }
  if (!isLocal(departure))
    return { code: 'time-invalid', message: `Not a local time like 2026-11-24T14:35: ${shown(departure)}.` }
  if (arrival !== '' && !isLocal(arrival)) {
    return { code: 'time-invalid', message: `Not a local time like 2026-11-24T18:55: ${shown(arrival)}.` }
  }
  const bare = number.replace(/^0+(?=\d)/, '')
  return {
    key: [carrier, bare, departure.slice(0, 10), from, to].join('-'),
    carrier,
    number: bare,
    from,
    to,
    departure: departure.slice(0, 16),
    arrival: arrival === '' ? null : arrival.slice(0, 16),
  }
}

function isLocal(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return false
  const instant = new Date(`${text.slice(0, 16)}:00.000Z`)
  // `Date` turns 30 February into a day of March: such a date is rejected.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 16) === text.slice(0, 16)
}

const shown = (text: string): string => (text === '' ? 'nothing' : text.slice(0, 40))

/** Splits one line into cells; a quoted cell may contain commas. */
function splitCells(line: string): string[] {
  const cells: string[] = []
  const cell = /\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(,|$)/gy
  for (let found = cell.exec(line); found !== null; found = cell.exec(line)) {
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim())
    if (found[3] === '') break
  }
  return cells
}
