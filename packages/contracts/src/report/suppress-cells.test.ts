import { expect, test } from 'vitest'
import { type PublishedCells, suppressCells } from './suppress-cells.ts'

test('P15: a row of 3, 40 and 57 shows neither 3 nor 40, and its total is rounded', () => {
  expect(suppressCells([[3, 40, 57]])).toEqual({ cells: [['<5', 'sup', 57]], totals: [100] })
})

test('zeros and figures from 5 are shown, with exact totals', () => {
  const shown = [
    [0, 5, 12],
    [7, 0, 0],
  ]
  expect(suppressCells(shown)).toEqual({ cells: shown, totals: [17, 7] })
})

test('a column with one hidden cell loses another one', () => {
  const { cells } = suppressCells([
    [2, 3, 30],
    [20, 40, 50],
    [10, 45, 60],
  ])
  expect(cells).toEqual([
    ['<5', '<5', 30],
    [20, 40, 50],
    ['sup', 'sup', 60],
  ])
})

test('no total is shown that would reveal a cell', () => {
  expect(suppressCells([[1, 1]])).toEqual({ cells: [['<5', '<5']], totals: [null] })
  expect(suppressCells([[4, 4]])).toEqual({ cells: [['<5', '<5']], totals: [null] })
  expect(suppressCells([[2, 3]])).toEqual({ cells: [['<5', '<5']], totals: [5] })
})

test('what an earlier report did not show stays hidden', () => {
  const { cells, totals } = suppressCells([[8, 40, 57]], (row, column) => row === 0 && column === 0)
  expect(cells).toEqual([['sup', 'sup', 57]])
  expect(totals).toEqual([105])
})

/** Returns numbers from 0 up to 1, the same in each run (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function randomTable(random: () => number): number[][] {
  const columns = 1 + Math.floor(random() * 12)
  const cell = (): number => (random() < 0.3 ? 0 : Math.floor(random() ** 3 * 60))
  return Array.from({ length: 1 + Math.floor(random() * 8) }, () => Array.from({ length: columns }, cell))
}

/** Returns the hidden cells that have one possible value only, for a reader who knows the rules: the sum of a row bounds its cells. */
function solvedCells({ cells, totals }: PublishedCells, knowsRule: boolean, isRounded = true): string[] {
  return cells.flatMap((row, i) => {
    // A reader knows that a withheld cell was the smallest one, if it was withheld for its row.
    const mostWithheld = knowsRule
      ? Math.min(...row.filter((cell) => typeof cell === 'number' && cell > 0).map(Number))
      : Number.POSITIVE_INFINITY
    const bounds = row.map((cell): [number, number] => {
      if (typeof cell === 'number') return [cell, cell]
      return cell === '<5' ? [1, 4] : [5, mostWithheld]
    })
    const width = isRounded && row.some((cell) => typeof cell !== 'number') ? 2 : 0
    const total = totals[i] ?? null
    if (total === null) return []
    return row.flatMap((cell, j) => {
      // Where a 5 is shown, the rule tells a withheld 5, which is no small figure.
      if (typeof cell === 'number' || (knowsRule && cell === 'sup')) return []
      const others = bounds.filter((_, at) => at !== j)
      const lowest = total - width - others.reduce((sum, [, high]) => sum + high, 0)
      const highest = total + width - others.reduce((sum, [low]) => sum + low, 0)
      const [low, high] = bounds[j] as [number, number]
      return Math.max(low, lowest) === Math.min(high, highest) ? [`${i}/${j}`] : []
    })
  })
}

test('S32: no hidden cell of 200 random tables can be computed from what is shown', () => {
  const random = randomFrom(18)
  const tables = Array.from({ length: 200 }, () => randomTable(random))
  for (const knowsRule of [false, true])
    expect(tables.flatMap((figures) => solvedCells(suppressCells(figures), knowsRule))).toEqual([])
  // The reader finds cells of tables that hide only small figures, and show exact totals.
  const simple = tables.map((figures) => ({
    cells: figures.map((row) => row.map((figure) => (figure > 0 && figure < 5 ? ('<5' as const) : figure))),
    totals: figures.map((row) => row.reduce((sum, figure) => sum + figure, 0)),
  }))
  expect(simple.flatMap((table) => solvedCells(table, false, false)).length).toBeGreaterThan(100)
})

test('every row and column of 200 random tables has no hidden cell or several, as far as it has other figures', () => {
  const random = randomFrom(32)
  for (let at = 0; at < 200; at++) {
    const figures = randomTable(random)
    const { cells } = suppressCells(figures)
    const columns = (cells[0] ?? []).map((_, j) => cells.map((row) => row[j]))
    for (const line of [...cells, ...columns]) {
      if (line.filter((cell) => typeof cell !== 'number').length === 1)
        expect(line.filter((cell) => typeof cell === 'number' && cell > 0)).toEqual([])
    }
  }
})
