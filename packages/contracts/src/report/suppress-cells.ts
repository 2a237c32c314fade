import type { SmallCount } from '../api/matching.ts'
import { isHiddenCount, leastShown, smallCount, smallestCount, totalReveals } from './small-counts.ts'

export interface PublishedCells {
  /** Figures; `<5` for one from 1 to 4, and `sup` for one that would reveal such a figure. */
  cells: SmallCount[][]
  /** The sum of each row. Where a cell of the row is not shown, it is rounded to the nearest 5, or null if it would reveal a cell. */
  totals: (number | null)[]
}

/**
 * Hides small figures of a table, so that nobody can compute them from what is shown. 1 to 4 become `<5`, and 0 stays. A row or
 * column with exactly one hidden cell loses its smallest other cell that is not 0 as well, until nothing changes. `hide` says which cells
 * an earlier report did not show: they stay hidden, because the difference between two reports would reveal them.
 */
export function suppressCells(
  figures: readonly (readonly number[])[],
  hide: (row: number, column: number) => boolean = () => false,
): PublishedCells {
  const cells = figures.map((row, i) =>
    row.map((figure, j): SmallCount => (hide(i, j) && !isHiddenCount(smallCount(figure)) ? 'sup' : smallCount(figure))),
  )
  const rows = figures.map((row, i) => row.map((_, j) => [i, j] as const))
  const columns = (figures[0] ?? []).map((_, j) => figures.map((_row, i) => [i, j] as const))
  while ([...rows, ...columns].some((line) => withholdOne(cells, figures, line))) {}
  const totals = figures.map((row, i) => {
    const shown = cells[i] as SmallCount[]
    const total = row.reduce((sum, figure) => sum + figure, 0)
    if (!shown.some(isHiddenCount)) return total
    const rounded = Math.round(total / smallestCount) * smallestCount
    // A reader may know that a cell was withheld for its row, or for a column.
    const bounds = [Number.POSITIVE_INFINITY, leastShown(shown), ...columnBounds(cells, shown)]
    return bounds.some((bound) => totalReveals(shown, rounded, bound)) ? null : rounded
  })
  return { cells, totals }
}

/** Withholds the smallest other cell of a row or column that has exactly one hidden cell. Returns whether it did. */
function withholdOne(
  cells: SmallCount[][],
  figures: readonly (readonly number[])[],
  line: readonly (readonly [number, number])[],
): boolean {
  const isHidden = ([i, j]: readonly [number, number]) => isHiddenCount(cells[i]?.[j] ?? 0)
  if (line.filter(isHidden).length !== 1) return false
  const others = line
    .filter((place) => !isHidden(place))
    .map(([i, j]) => ({ i, j, figure: figures[i]?.[j] ?? 0 }))
    .filter(({ figure }) => figure > 0)
  const [least] = others.sort((one, other) => one.figure - other.figure)
  if (least === undefined) return false
  ;(cells[least.i] as SmallCount[])[least.j] = 'sup'
  return true
}

/** Returns the smallest shown figure of each column in which a row has a withheld cell. */
const columnBounds = (cells: readonly SmallCount[][], row: readonly SmallCount[]): number[] =>
  row.flatMap((cell, j) => (cell === 'sup' ? [leastShown(cells.map((other) => other[j] ?? 0))] : []))
