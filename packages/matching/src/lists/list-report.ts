import type { Entry, Finding } from '@entente/contracts'

export type ListFileFormat = 'un-xml' | 'csv' | 'ftm'
export interface LoadedList {
  list: {
    format: ListFileFormat
    /** The time at which the publisher made the file, as the file states it. */
    generatedAt: string | null
    /** The number of elements in the file by kind, for comparison with the publisher's figures. */
    read: Record<string, number>
  }
  entries: Entry[]
  findings: Finding[]
}

/** Collects the results of a loader: entries by id, findings, counts. */
export class ListReport {
  readonly findings: Finding[] = []
  readonly read: Record<string, number> = {}
  readonly #entries = new Map<string, Entry>()

  count(what: string, by = 1): void {
    this.read[what] = (this.read[what] ?? 0) + by
  }

  find(
    code: string,
    severity: Finding['severity'],
    message: string,
    line: number | null,
    literal: string | null = null,
  ): void {
    const position = line === null ? null : { line }
    this.findings.push({
      code,
      severity,
      message,
      position,
      literal: literal === null ? null : literal.slice(0, 120),
      at: null,
    })
  }

  /** Adds an entry. It replaces an earlier one with the same id. */
  keep(entry: Entry, line: number | null): void {
    if (this.#entries.has(entry.id)) {
      this.find('ID_DUPLICATE', 'warning', 'Two entries have this id; the later one is used.', line, entry.id)
      this.#entries.delete(entry.id)
    }
    this.#entries.set(entry.id, entry)
  }

  drop(): void {
    this.#entries.clear()
  }

  result(format: ListFileFormat, generatedAt: string | null): LoadedList {
    return {
      list: { format, generatedAt, read: this.read },
      entries: [...this.#entries.values()],
      findings: this.findings,
    }
  }
}
