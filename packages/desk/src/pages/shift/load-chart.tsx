import type { Load, Shift } from '@entente/contracts'
import { ChartPanel, Legend } from '../../parts/charts/chart-panel.tsx'
import { type Column, ColumnChart } from '../../parts/charts/column-chart.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { clockIn, clockOn, dayIn, hourIn, offsetOf, placeOf, weekday } from '../../texts/times.ts'

interface Props {
  shift: Shift
  view: 'picture' | 'table'
}
const sumOf = ({ assigned, unassigned, second }: Load): number => assigned + unassigned + second
const hourMs = 3_600_000

/** Shows the open cases by the hour in which their answer is due. Overdue ones stand apart. */
export function LoadChart({ shift, view }: Props) {
  const { load, zone } = shift
  const overdue = sumOf(load.overdue)
  const busiest = load.hours.toSorted((one, other) => sumOf(other) - sumOf(one))[0]
  const first = Date.parse(load.hours[0]?.from ?? shift.begins)
  const names = hourNames(load.hours, zone)
  // The column of the overdue cases stands before the hours.
  const placeOfInstant = (at: string): number => 1 + (Date.parse(at) - first) / hourMs
  const marks = [
    {
      before: placeOfInstant(shift.ends),
      label: text('shift.load.ends', { clock: clockIn(shift.ends, zone) }),
      look: 'now' as const,
    },
    { before: placeOfInstant(shift.midnight), label: weekday(dayIn(shift.midnight, zone)), look: 'day' as const },
  ].filter(({ before }) => before > 1 && before <= load.hours.length + 1)
  const columns: Column[] = [
    { name: text('shift.load.over'), late: overdue > 0, parts: [{ look: 'late', value: overdue }] },
    ...load.hours.map((hour) => ({ name: hourIn(hour.from, zone), parts: partsOf(hour) })),
  ]
  return (
    <ChartPanel
      title={text('shift.load.title')}
      note={text('shift.load.note', { hours: load.hours.length })}
      view={view}
      legend={
        <Legend
          items={[
            { look: 'filled', name: text('shift.load.assigned') },
            { look: 'open', name: text('shift.load.unassigned') },
            { look: 'second', name: text('shift.load.second') },
          ]}
        />
      }
      name={text('shift.load.name', {
        overdue,
        most: busiest ? sumOf(busiest) : 0,
        clock: (busiest && names.get(busiest.from)) ?? '',
        later: load.later,
      })}
      table={<LoadTable shift={shift} />}
    >
      <ColumnChart columns={columns} marks={marks} sums under={text('shift.load.under', { place: placeOf(zone) })} />
    </ChartPanel>
  )
}

const partsOf = ({ assigned, unassigned, second }: Load) => [
  { look: 'filled', value: assigned },
  { look: 'open', value: unassigned },
  { look: 'second', value: second },
]

function LoadTable({ shift: { load, zone } }: { shift: Shift }) {
  const names = hourNames(load.hours, zone)
  const rows = [
    { from: '', name: text('shift.load.overdue'), ...load.overdue },
    ...load.hours.map((hour) => ({ ...hour, name: names.get(hour.from) })),
  ]
  return (
    <DataTable
      name={text('shift.load.title')}
      columns={[
        text('shift.load.hour'),
        { head: text('shift.load.assigned'), number: true },
        { head: text('shift.load.unassigned'), number: true },
        { head: text('shift.load.second'), number: true },
        { head: text('shift.load.all'), number: true },
      ]}
    >
      {rows.map((row) => (
        <tr key={row.from}>
          <th scope="row">{row.name}</th>
          {[row.assigned, row.unassigned, row.second, sumOf(row)].map((count, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: four columns
            <td key={place} className={table.number}>
              {number(count)}
            </td>
          ))}
        </tr>
      ))}
    </DataTable>
  )
}

/**
 * Names hours by their beginning in a zone: `15:00`, on another day than the first `Sun 00:00`. An hour that comes twice, because the clocks are set
 * back, has its offset: `02:00 UTC+2`, `02:00 UTC+1`.
 */
export function hourNames(hours: readonly { from: string }[], zone: string): ReadonlyMap<string, string> {
  const first = Date.parse(hours[0]?.from ?? '')
  const named = hours.map(({ from }) => ({ from, name: clockOn(from, zone, first) }))
  const isTwice = (name: string): boolean => named.filter((each) => each.name === name).length > 1
  return new Map(named.map(({ from, name }) => [from, isTwice(name) ? `${name} ${offsetOf(from, zone)}` : name]))
}
