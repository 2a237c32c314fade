import type { CargoFilerDetail } from '@entente/contracts'
import { ChartPanel, Legend } from '../../../../parts/charts/chart-panel.tsx'
import { ColumnChart } from '../../../../parts/charts/column-chart.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { number } from '../../../../texts/numbers.ts'
import { partialDate } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'

const nameOf = (month: string): string => partialDate(month.slice(0, 7))

/** Shows the filings of each month, and how many of them have a defect. */
export function MonthsChart({
  filer: { months, isCut },
  view,
}: {
  filer: CargoFilerDetail
  view: 'picture' | 'table'
}) {
  const all = months.reduce((sum, { filings }) => sum + filings, 0)
  const defective = months.reduce((sum, month) => sum + month.defective, 0)
  return (
    <ChartPanel
      title={text('cargo.filers.months')}
      note={isCut ? text('cargo.filers.cut') : undefined}
      view={view}
      legend={
        <Legend
          items={[
            { look: 'filled', name: text('cargo.filers.withDefect') },
            { look: 'open', name: text('cargo.filers.without') },
          ]}
        />
      }
      name={text('cargo.filers.monthsName', { count: all, defective })}
      table={
        <DataTable
          name={text('cargo.filers.months')}
          columns={[
            text('cargo.filers.month'),
            { head: text('cargo.filers.filings'), number: true },
            { head: text('cargo.filers.withDefect'), number: true },
          ]}
        >
          {months.map((each) => (
            <tr key={each.month}>
              <th scope="row">{nameOf(each.month)}</th>
              <td className={table.number}>{number(each.filings)}</td>
              <td className={table.number}>{number(each.defective)}</td>
            </tr>
          ))}
        </DataTable>
      }
    >
      <ColumnChart
        columns={months.map((each) => ({
          name: each.month.slice(5, 7),
          parts: [
            { look: 'filled', value: each.defective },
            { look: 'open', value: each.filings - each.defective },
          ],
        }))}
        under={`${nameOf(months[0]?.month ?? '')} – ${nameOf(months.at(-1)?.month ?? '')}`}
        sums
      />
    </ChartPanel>
  )
}
