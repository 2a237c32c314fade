import type { CargoCapacity, CargoLane } from '@entente/contracts'
import { ChartPanel, Legend } from '../../../../parts/charts/chart-panel.tsx'
import { ColumnChart } from '../../../../parts/charts/column-chart.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { number } from '../../../../texts/numbers.ts'
import { text } from '../../texts/index.ts'

const lanes = ['red', 'yellow', 'blue'] as const satisfies CargoLane[]
/** Filled, striped and hollow, so that the lanes differ without colour. */
const looks = { red: 'filled', yellow: 'second', blue: 'open' } as const

/** Shows the selected consignments of a day by the hour of their first assessment, in UTC. */
export function HoursChart({ capacity: { hours }, view }: { capacity: CargoCapacity; view: 'picture' | 'table' }) {
  const rows = Array.from({ length: 24 }, (_, hour) => ({
    hour: `${String(hour).padStart(2, '0')}:00`,
    counts: lanes.map((lane) => hours.find((each) => each.hour === hour && each.lane === lane)?.count ?? 0),
  }))
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
  const busiest = rows.toSorted((one, other) => sum(other.counts) - sum(one.counts))[0]
  const all = rows.reduce((total, { counts }) => total + sum(counts), 0)
  // The reasons say that nothing was selected.
  if (all === 0) return null
  const nameOf = (lane: CargoLane): string => text(`cargo.assessment.lanes.${lane}`)
  return (
    <ChartPanel
      title={text('cargo.capacity.hours')}
      note={text('cargo.capacity.utc')}
      view={view}
      legend={<Legend items={lanes.map((lane) => ({ look: looks[lane], name: nameOf(lane) }))} />}
      name={text('cargo.capacity.hoursName', {
        count: all,
        most: busiest ? sum(busiest.counts) : 0,
        clock: busiest?.hour ?? '',
      })}
      table={
        <DataTable
          name={text('cargo.capacity.hours')}
          columns={[text('cargo.capacity.hour'), ...lanes.map((lane) => ({ head: nameOf(lane), number: true }))]}
        >
          {rows.map(({ hour, counts }) => (
            <tr key={hour}>
              <th scope="row">
                <bdi dir="ltr">{hour}</bdi>
              </th>
              {counts.map((count, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three columns
                <td key={place} className={table.number}>
                  {number(count)}
                </td>
              ))}
            </tr>
          ))}
        </DataTable>
      }
    >
      <ColumnChart
        columns={rows.map(({ hour, counts }) => ({
          name: hour.slice(0, 2),
          parts: counts.map((value, place) => ({ look: looks[lanes[place] ?? 'red'], value })),
        }))}
        sums
      />
    </ChartPanel>
  )
}
