export interface CsvRow {
  line: number
  cells: string[]
}
export type CsvResult = { rows: CsvRow[] } | { unclosedQuoteAt: number }

/** The separator of a header line: the one of `,` `;` and tab that occurs most outside quotes. */
export function csvSeparator(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, '')
  const count = (separator: string): number => bare.split(separator).length
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best))
}

/** Splits separated values (RFC 4180: quotes doubled inside quotes, line breaks in quotes). Empty lines are left out. */
export function parseCsv(text: string, separator: string): CsvResult {
  const rows: CsvRow[] = []
  let line = 1
  let at = 0
  while (at < text.length) {
    const row: CsvRow = { line, cells: [] }
    for (;;) {
      let cell = ''
      if (text[at] === '"') {
        const from = line
        at += 1
        for (;;) {
          const quote = text.indexOf('"', at)
          if (quote < 0) return { unclosedQuoteAt: from }
          const piece = text.slice(at, quote)
          line += piece.split('\n').length - 1
          cell += piece
          at = quote + 1
          if (text[at] !== '"') break
          cell += '"'
          at += 1
        }
      }
      const from = at
      while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1
      row.cells.push(cell + text.slice(from, at).replace(/\r$/, ''))
      if (text[at] !== separator) break
      at += 1
    }
    at += 1
    line += 1
    if (row.cells.length > 1 || (row.cells[0] ?? '').trim() !== '') rows.push(row)
  }
  return { rows }
}
