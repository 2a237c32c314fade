import type { DecidedWeek, OversightRates } from '@entente/contracts'
import { ChartPanel, Legend } from '../../parts/charts/chart-panel.tsx'
import { ColumnChart } from '../../parts/charts/column-chart.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'

interface Props {
  rates: OversightRates
  view: 'picture' | 'table'
}
const outcomes = ['confirmed', 'mistaken', 'notUseful'] as const
const looks = { confirmed: 'filled', mistaken: 'open', notUseful: 'quiet' } as const
const totalOf = (week: DecidedWeek): number | null =>
  week.confirmed === null ? null : (week.confirmed ?? 0) + (week.mistaken ?? 0) + (week.notUseful ?? 0)

/** Shows the decided hits of each week, by outcome. */
export function WeeksChart({ rates, view }: Props) {
  const totals = rates.decided.flatMap((week) => totalOf(week) ?? [])
  return (
    <ChartPanel
      title={text('rates.decided.title')}
      view={view}
      legend={
        <Legend
          items={outcomes.map((outcome) => ({ look: looks[outcome], name: text(`rates.decided.outcome.${outcome}`) }))}
        />
      }
      name={text('rates.decided.name', {
        weeks: rates.decided.length,
        least: totals.length === 0 ? 0 : Math.min(...totals),
        most: Math.max(0, ...totals),
        hidden: rates.decided.length - totals.length,
      })}
      table={
        <DataTable
          name={text('rates.decided.title')}
          columns={[
            text('rates.decided.week'),
            ...outcomes.map((outcome) => ({ head: text(`rates.decided.outcome.${outcome}`), number: true })),
          ]}
        >
          {rates.decided.map((week) => (
            <tr key={week.from}>
              <th scope="row">{dateUtc(week.from)}</th>
              {outcomes.map((outcome) => {
                const count = week[outcome]
                return (
                  <td key={outcome} className={table.number}>
                    {count === null ? text('rates.fewerThanTen') : number(count)}
                  </td>
                )
              })}
            </tr>
          ))}
        </DataTable>
      }
    >
      <ColumnChart
        columns={rates.decided.map((week) => ({
          name: text('rates.decided.weekShort', { week: weekOf(week.from) }),
          parts:
            week.confirmed === null
              ? null
              : outcomes.map((outcome) => ({ look: looks[outcome], value: week[outcome] ?? 0 })),
        }))}
      />
    </ChartPanel>
  )
}

const dayMs = 86_400_000

/** Returns the number of a week by ISO 8601, from its Monday: week 1 has the first Thursday of the year. */
export function weekOf(monday: string): number {
  const thursday = new Date(Date.parse(monday) + 3 * dayMs)
  const year = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return Math.floor((thursday.getTime() - year) / (7 * dayMs)) + 1
}
