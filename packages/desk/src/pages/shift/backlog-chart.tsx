import type { Shift } from '@entente/contracts'
import { ChartPanel } from '../../parts/charts/chart-panel.tsx'
import { LineChart } from '../../parts/charts/line-chart.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { clockIn } from '../../texts/times.ts'

interface Props {
  shift: Shift
  view: 'picture' | 'table'
}

/** Shows how many cases were open each quarter of an hour of the shift. */
export function BacklogChart({ shift, view }: Props) {
  const { backlog, begins, ends, zone, open } = shift
  const start = Date.parse(begins)
  const length = Date.parse(ends) - start
  const at = (instant: string | number): number => (new Date(instant).getTime() - start) / length
  const names = Array.from({ length: 5 }, (_, place) => place / 4).map((share) => ({
    at: share,
    label: clockIn(start + share * length, zone),
  }))
  const most = Math.max(...backlog.points.map((point) => point.open))
  return (
    <ChartPanel
      title={text('shift.backlog.title')}
      note={text('shift.backlog.note')}
      view={view}
      legend={
        <span className={table.dim}>
          {backlog.left === null
            ? text('shift.backlog.opened', { opened: backlog.opened })
            : text('shift.backlog.counts', { opened: backlog.opened, ...backlog.left })}
        </span>
      }
      name={text('shift.backlog.name', { first: backlog.points[0]?.open ?? 0, most, open })}
      table={<BacklogTable shift={shift} />}
    >
      <LineChart
        lines={[
          {
            look: 'solid',
            points: backlog.points.map((point) => ({ at: at(point.at), value: point.open })),
            end: text('shift.backlog.now', { open }),
          },
        ]}
        names={names}
        format={(value) => number(value)}
      />
    </ChartPanel>
  )
}

function BacklogTable({ shift: { backlog, zone } }: { shift: Shift }) {
  return (
    <DataTable
      name={text('shift.backlog.title')}
      columns={[text('shift.backlog.at'), { head: text('shift.backlog.open'), number: true }]}
    >
      {backlog.points.map((point) => (
        <tr key={point.at}>
          <th scope="row">{clockIn(point.at, zone)}</th>
          <td className={table.number}>{number(point.open)}</td>
        </tr>
      ))}
    </DataTable>
  )
}
