import { type SubjectRow, wilsonInterval } from '@entente/matching'
import { CommandFailure } from '../../command/failure.ts'

/** The alerts of the rows with one value. `rate` has a 95 % interval (Wilson), 0 to 1. */
export interface Group {
  n: number
  alerted: number
  rate: number
  low: number
  high: number
}
export interface GroupCounter {
  count(row: SubjectRow, alerted: boolean): void
  /** Returns null if no columns are requested. Fails with `column-unknown` if no row has a requested column. */
  groups(): Record<string, Record<string, Group>> | null
}

/** Counts alerts by the values of columns. A missing value counts as ''. */
export function groupCounter(columns: readonly string[] | undefined): GroupCounter {
  const counts = new Map((columns ?? []).map((column) => [column, new Map<string, { n: number; alerted: number }>()]))
  const known = new Set<string>()
  return {
    count(row, alerted) {
      for (const [column, values] of counts) {
        const value = row.column(column)
        if (value !== null) known.add(column)
        const group = values.get(value ?? '') ?? { n: 0, alerted: 0 }
        group.n += 1
        if (alerted) group.alerted += 1
        values.set(value ?? '', group)
      }
    },
    groups() {
      if (counts.size === 0) return null
      return Object.fromEntries(
        [...counts].map(([column, values]) => {
          if (values.size > 0 && !known.has(column))
            throw new CommandFailure('column-unknown', `No row has a column ${column} to group by.`)
          const sorted = [...values].sort(([x], [y]) => (x < y ? -1 : 1))
          return [
            column,
            Object.fromEntries(
              sorted.map(([value, { n, alerted }]) => [
                value,
                { n, alerted, rate: alerted / n, ...wilsonInterval(alerted, n) },
              ]),
            ),
          ]
        }),
      )
    },
  }
}
