import type { ThresholdCurve } from '@entente/contracts'
import { ChartPanel, Legend } from '../parts/charts/chart-panel.tsx'
import { LineChart } from '../parts/charts/line-chart.tsx'
import table from '../parts/data-table.module.css'
import { DataTable } from '../parts/data-table.tsx'
import { hundredths, number } from '../texts/numbers.ts'
import { text } from '../texts/text.ts'
import { dateUtc } from '../texts/times.ts'

interface Props {
  curve: ThresholdCurve
  view: 'picture' | 'table'
}

/** Shows how many hits a week each threshold would have made, and how many of them were mistaken. The threshold in use is marked. */
export function CurveChart({ curve, view }: Props) {
  const { points, inForce, since, before } = curve
  const first = points[0]?.threshold ?? inForce
  const length = 1 - first
  const at = (threshold: number): number => (threshold - first) / length
  const hitsAt = (threshold: number) =>
    points.find((point) => Math.abs(point.threshold - threshold) < 0.005)?.hits ?? null
  const now = hitsAt(inForce)
  const tenths = points.filter(({ threshold }) => Math.round(threshold * 100) % 10 === 0)
  return (
    <ChartPanel
      title={text('charts.curve.title')}
      note={text('charts.curve.note')}
      view={view}
      legend={
        <Legend
          items={[
            { look: 'line', name: text('charts.curve.all') },
            { look: 'dashed', name: text('charts.curve.ofThem') },
          ]}
        />
      }
      name={text('charts.curve.name', {
        from: hundredths(first),
        inForce: hundredths(inForce),
        hits: now === null ? null : number(now, 1),
        half: hundredths(halfOf(points) ?? inForce),
      })}
      table={
        <DataTable
          name={text('charts.curve.title')}
          columns={[
            text('charts.curve.threshold'),
            { head: text('charts.curve.hits'), number: true },
            { head: text('charts.curve.mistaken'), number: true },
          ]}
        >
          {points
            .filter((point, place) => place % 5 === 0 || point.threshold === inForce)
            .map((point) => (
              <tr key={point.threshold}>
                <th scope="row">
                  {point.threshold === inForce
                    ? text('charts.curve.inUse', { threshold: hundredths(point.threshold) })
                    : hundredths(point.threshold)}
                </th>
                {[point.hits, point.mistaken].map((count, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns
                  <td key={place} className={table.number}>
                    {count === null ? text('charts.curve.few') : number(count, 1)}
                  </td>
                ))}
              </tr>
            ))}
        </DataTable>
      }
    >
      <LineChart
        height={120}
        lines={[
          {
            look: 'solid',
            points: points.map(({ threshold, hits }) => ({ at: at(threshold), value: hits })),
          },
          {
            look: 'dashed',
            points: points.map(({ threshold, mistaken }) => ({ at: at(threshold), value: mistaken })),
          },
        ]}
        names={tenths.map(({ threshold }) => ({ at: at(threshold), label: number(threshold, 1) }))}
        marks={[
          ...(inForce < first
            ? []
            : [
                {
                  at: at(inForce),
                  look: 'now' as const,
                  label: text('charts.curve.mark', {
                    threshold: hundredths(inForce),
                    day: since === null ? null : dateUtc(since),
                    hits: now === null ? null : number(now, 1),
                  }),
                },
              ]),
          ...(before === null || before.threshold < first
            ? []
            : [
                {
                  at: at(before.threshold),
                  look: 'before' as const,
                  label: text('charts.curve.before', {
                    threshold: hundredths(before.threshold),
                    hits: hitsAt(before.threshold) === null ? null : number(hitsAt(before.threshold) ?? 0, 1),
                  }),
                },
              ]),
        ]}
        format={(value) => number(value, 1)}
      />
    </ChartPanel>
  )
}

/** Returns the first threshold that would have made at most half of the hits. */
function halfOf(points: ThresholdCurve['points']): number | null {
  const most = points[0]?.hits ?? null
  return most === null ? null : (points.find(({ hits }) => hits === null || hits <= most / 2)?.threshold ?? null)
}
