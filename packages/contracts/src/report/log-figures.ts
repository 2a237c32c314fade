/** What an entry of the log counts for in the report. */
interface CountedEntry {
  type: string
  purpose: string | null
  agreement: string | null
  decision: string
  at: string
  count: number
}

const none = '-'

/** The name of a row: type, purpose, agreement and decision of its entries. */
export const rowName = ({ type, purpose, agreement, decision }: Omit<CountedEntry, 'at' | 'count'>): string =>
  [type, purpose ?? none, agreement ?? none, decision].join(' ')

/** Adds up how many subjects, records or signals the entries of a log were about, by row and month (UTC). */
export class LogFigures {
  readonly #rows = new Map<string, Map<string, number>>()

  /** Adds an entry, as its JSON text. */
  addEntry(entry: string): void {
    const counted = JSON.parse(entry) as CountedEntry
    this.add(rowName(counted), counted.at.slice(0, 7), counted.count)
  }

  add(row: string, month: string, count: number): void {
    const months = this.#rows.get(row) ?? new Map<string, number>()
    this.#rows.set(row, months)
    months.set(month, (months.get(month) ?? 0) + count)
  }

  /** Returns the rows that counted something in these months, sorted by name, and the figure of each month. */
  table(months: readonly string[]): { rows: string[]; figures: number[][] } {
    const found = [...this.#rows]
      .map(([row, counts]) => ({ row, figures: months.map((month) => counts.get(month) ?? 0) }))
      .filter(({ figures }) => figures.some((figure) => figure > 0))
      .sort((one, other) => (one.row < other.row ? -1 : 1))
    return { rows: found.map(({ row }) => row), figures: found.map(({ figures }) => figures) }
  }
}
