import { longestLine } from './read-lines.ts'

export interface CsvRow {
  line: number
  cells: string[]
}
/** States why the rest of a file cannot be split into rows, and the line where the fault begins. */
export interface CsvEnd {
  line: number
  code: 'CSV_QUOTE' | 'CSV_LIMIT'
  message: string
}

/** Returns the separator of a header line: the most frequent of `,`, `;` and tab outside quotes. */
function csvSeparator(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, '')
  const count = (separator: string): number => bare.split(separator).length
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best))
}

interface Parsed {
  cells: string[]
  /** The place in the text where the next row begins. */
  next: number
  lines: number
}
/**
 * Parses the row at `at`. Returns null where the text ends before the row does. If it ends inside quotes, returns `open`: lines from the row's start.
 */
function parseRow(text: string, at: number, separator: string): Parsed | { open: number } | null {
  const cells: string[] = []
  let lines = 0
  for (;;) {
    let cell = ''
    if (text[at] === '"') {
      const opened = lines
      at += 1
      for (;;) {
        const quote = text.indexOf('"', at)
        if (quote < 0) return { open: opened }
        const piece = text.slice(at, quote)
        lines += piece.split('\n').length - 1
        cell += piece
        at = quote + 1
        if (text[at] !== '"') break
        cell += '"'
        at += 1
      }
    }
    const from = at
    while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1
    if (at >= text.length) return null
    cells.push(cell + text.slice(from, at).replace(/\r$/, ''))
    if (text[at] === '\n') return { cells, next: at + 1, lines: lines + 1 }
    at += 1
  }
}

/**
 * Splits a text of separated values, given in pieces, into rows (RFC 4180: doubled quotes inside quotes, line breaks in quotes). The header
 * determines the separator. Empty lines are left out. The function keeps about one row in memory. After a fault it yields no further item.
 */
export function* parseCsv(pieces: Iterable<string>): Generator<CsvRow | CsvEnd> {
  const source = pieces[Symbol.iterator]()
  let text = ''
  let at = 0
  let line = 1
  let separator: string | null = null
  let whole = false
  // Each call doubles the buffered text, so that a row of many pieces is not scanned once per piece.
  const more = (): void => {
    const buffered = [text.slice(at)]
    let wanted = Math.max(1, buffered[0]?.length ?? 0)
    at = 0
    while (wanted > 0 && !whole) {
      const { value, done } = source.next()
      if (done === true) {
        whole = true
        buffered.push('\n')
      } else {
        buffered.push(value)
        wanted -= value.length
      }
    }
    text = buffered.join('')
  }
  for (;;) {
    if (separator === null) {
      const end = text.indexOf('\n', at)
      if (end >= 0 || whole) separator = csvSeparator(text.slice(at, end < 0 ? undefined : end))
    }
    const row = separator === null || at >= text.length ? null : parseRow(text, at, separator)
    if (row !== null && 'cells' in row) {
      if (row.cells.length > 1 || (row.cells[0] ?? '').trim() !== '') yield { line, cells: row.cells }
      at = row.next
      line += row.lines
    } else if (whole) {
      if (row !== null)
        yield { line: line + row.open, code: 'CSV_QUOTE', message: 'A quote is opened and never closed.' }
      return
    } else if (text.length - at > longestLine) {
      yield { line, code: 'CSV_LIMIT', message: 'A row has more than 64 million characters.' }
      return
    } else more()
  }
}
