import type { CaseRow } from '@entente/contracts'

export interface ShownRow extends CaseRow {
  /** True if the case is no longer in the list: decided or closed elsewhere. Its row is struck through until the user leaves the page. */
  gone: boolean
}
interface Merged {
  rows: ShownRow[]
  /** Cases of the newer answer that are not on screen yet. */
  added: number
}

/** Updates the rows on screen from a newer answer, without moving, inserting or removing a row. */
export function mergeLive(shown: readonly CaseRow[], fresh: readonly CaseRow[]): Merged {
  const newer = new Map(fresh.map((row) => [row.id, row]))
  const known = new Set(shown.map((row) => row.id))
  return {
    rows: shown.map((row) => {
      const next = newer.get(row.id)
      return next ? { ...next, gone: false } : { ...row, gone: true }
    }),
    added: fresh.filter((row) => !known.has(row.id)).length,
  }
}
