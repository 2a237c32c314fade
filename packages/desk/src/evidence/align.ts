import { cellsOf } from './clusters.ts'

/** One position of two aligned values. `null` means that this side has no character here. */
interface Cell {
  a: string | null
  b: string | null
  same: boolean
}
export interface Alignment {
  cells: Cell[]
  /** Positions of `a`, counted from 1, that differ. */
  places: number[]
  length: number
}
/** Longer values are shown without marks, because people do not read them character by character. */
const longest = 200
const lowered = (cell: string): string => cell.replace(/[İIı]/g, 'i').toLowerCase()

/** Aligns two values by edit distance, ignoring case, so that differing characters are under each other. */
export function align(a: string, b: string): Alignment {
  const left = cellsOf(a)
  const right = cellsOf(b)
  if (left.length > longest || right.length > longest) {
    return { cells: [{ a, b, same: true }], places: [], length: left.length }
  }
  const cost = distances(left.map(lowered), right.map(lowered))
  const cells: Cell[] = []
  const places: number[] = []
  let i = left.length
  let j = right.length
  while (i > 0 || j > 0) {
    const [x, y] = [left[i - 1], right[j - 1]]
    const here = cost[i]?.[j] ?? 0
    const same = x !== undefined && y !== undefined && lowered(x) === lowered(y)
    if (x !== undefined && y !== undefined && here === (cost[i - 1]?.[j - 1] ?? 0) + (same ? 0 : 1)) {
      cells.push({ a: x, b: y, same })
      if (!same) places.push(i)
      i -= 1
      j -= 1
    } else if (x !== undefined && here === (cost[i - 1]?.[j] ?? 0) + 1) {
      cells.push({ a: x, b: null, same: false })
      places.push(i)
      i -= 1
    } else {
      cells.push({ a: null, b: y ?? null, same: false })
      j -= 1
    }
  }
  return { cells: cells.reverse(), places: places.reverse(), length: left.length }
}

function distances(left: string[], right: string[]): number[][] {
  const rows = [Array.from({ length: right.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= left.length; i += 1) {
    const before = rows[i - 1] ?? []
    const row = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (before[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    rows.push(row)
  }
  return rows
}

/** Tests whether marks help: at least four in ten positions must be equal. */
export function worthMarking(alignment: Alignment): boolean {
  const same = alignment.cells.filter((cell) => cell.same).length
  return same >= alignment.cells.length * 0.4
}
