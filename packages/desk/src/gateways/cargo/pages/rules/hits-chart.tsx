import type { CargoRuleTest } from '@entente/contracts'
import { ChartPanel, useChartView } from '../../../../parts/charts/chart-panel.tsx'
import { ColumnChart } from '../../../../parts/charts/column-chart.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { addDays, today } from '../../../../parts/day.ts'
import { number } from '../../../../texts/numbers.ts'
import { dateHere } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'

/** Draws the hits of each day, or of each week of a long test. */
export function HitsChart({ test }: { test: CargoRuleTest }) {
  const view = useChartView()
  const days = test.report?.byDay ?? []
  const { step, columns } = hitsByDay(test, days)
  if (days.length === 0) return null
  const title = text('cargo.rules.test.byDay', { step })
  return (
    <ChartPanel
      title={title}
      view={view}
      name={text('cargo.rules.test.byDayName', {
        step,
        most: Math.max(...columns.map(({ hits }) => hits)),
        all: columns.reduce((sum, { hits }) => sum + hits, 0),
      })}
      table={
        <DataTable
          name={title}
          columns={[text('cargo.rules.test.day'), { head: text('cargo.rules.column.hits'), number: true }]}
        >
          {columns.map(({ day, hits }) => (
            <tr key={day}>
              <th scope="row">{dateHere(day)}</th>
              <td className={table.number}>{number(hits)}</td>
            </tr>
          ))}
        </DataTable>
      }
    >
      <ColumnChart
        columns={columns.map(({ day, hits }) => ({ name: day.slice(8), parts: [{ look: 'filled', value: hits }] }))}
      />
    </ChartPanel>
  )
}

interface Day {
  day: string
  hits: number
}
/** Up to so many days a column is a day, beyond it a week. */
const mostDays = 62

/**
 * Fills the days of a test on which a rule hit nothing. Returns days in order, or weeks by their first day where the test is
 * long. Days are in UTC.
 */
export function hitsByDay(test: { from: string; to: string }, days: readonly Day[]): { step: 1 | 7; columns: Day[] } {
  const hits = new Map(days.map(({ day, hits: count }) => [day, count]))
  const first = today('UTC', new Date(test.from))
  // The end of a period that begins a day belongs to the day before.
  const last = today('UTC', new Date(Date.parse(test.to) - 1))
  const all: Day[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) all.push({ day, hits: hits.get(day) ?? 0 })
  if (all.length <= mostDays) return { step: 1, columns: all }
  const weeks: Day[] = []
  all.forEach(({ day, hits: count }, place) => {
    if (place % 7 === 0) weeks.push({ day, hits: 0 })
    ;(weeks.at(-1) as Day).hits += count
  })
  return { step: 7, columns: weeks }
}
