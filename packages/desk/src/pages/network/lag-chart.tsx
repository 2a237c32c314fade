import { type Lag, lagDays, type MemberExchange } from '@entente/contracts'
import { ChartPanel } from '../../parts/charts/chart-panel.tsx'
import { IntervalBar } from '../../parts/charts/interval-bar.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { text } from '../../texts/text.ts'
import classes from './network.module.css'

const steps = ['signals', 'stopped', 'erased'] as const

interface Props {
  exchanges: readonly MemberExchange[]
  view: 'picture' | 'table'
}

/** Shows how long each member took to send its signals, and to stop and erase withdrawn ones. */
export function LagChart({ exchanges, view }: Props) {
  const measured = exchanges.filter(({ lag }) => steps.some((step) => lag[step] !== null))
  if (measured.length === 0) return null
  const slowest = measured
    .flatMap(({ member, lag }) => (lag.signals === null ? [] : [{ member, half: lag.signals.half }]))
    .toSorted((one, other) => other.half - one.half)[0]
  return (
    <ChartPanel
      title={text('network.lag.title')}
      note={text('network.lag.note', { days: lagDays })}
      view={view}
      name={text('network.lag.name', {
        members: measured.length,
        slowest: slowest?.member ?? null,
        time: slowest ? lagWords(slowest.half) : '',
      })}
      table={
        <DataTable
          name={text('network.lag.title')}
          minWidth={620}
          columns={[text('network.lag.member'), ...steps.map((step) => text(`network.lag.step.${step}`))]}
        >
          {measured.map(({ member, lag }) => (
            <tr key={member}>
              <th scope="row">
                <bdi dir="ltr">{member}</bdi>
              </th>
              {steps.map((step) => (
                <td key={step} className={table.wrap}>
                  {lag[step] === null ? '–' : timesOf(lag[step])}
                </td>
              ))}
            </tr>
          ))}
        </DataTable>
      }
    >
      <span className={classes.lags}>
        {measured.flatMap(({ member, lag }) =>
          steps.map((step) => {
            const took = lag[step]
            return took === null ? null : (
              <span key={`${member} ${step}`} className={classes.lag}>
                <span>
                  <bdi dir="ltr">{member}</bdi>
                </span>
                <span>{text(`network.lag.step.${step}`)}</span>
                <IntervalBar share={lagPlace(took.half)} low={lagPlace(took.half)} high={lagPlace(took.ninth)} />
              </span>
            )
          }),
        )}
        <span className={classes.lag}>
          <span />
          <span />
          <span className={classes.lagScale}>
            {lagSteps.map((ms) => (
              <span key={ms} style={{ insetInlineStart: `${lagPlace(ms) * 100}%` }}>
                {lagWords(ms)}
              </span>
            ))}
          </span>
        </span>
      </span>
    </ChartPanel>
  )
}

const timesOf = ({ n, half, ninth }: Lag): string =>
  text('network.lag.times', { half: lagWords(half), ninth: lagWords(ninth), n })

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
/** The scale is logarithmic: members take between seconds and days. */
const ends = { from: second, to: 30 * day }

/** The times that are named below the chart. */
const lagSteps: readonly number[] = [second, minute, hour, day, 30 * day]

/** Returns the place of a duration on the scale, from 0 to 1. */
export function lagPlace(ms: number): number {
  const place = Math.log(Math.max(ms, ends.from) / ends.from) / Math.log(ends.to / ends.from)
  return Math.min(1, place)
}

/** Formats a duration in its largest unit: `3 s`, `12 min`, `5 h`, `2 d`. */
export function lagWords(ms: number): string {
  if (ms < minute) return text('network.lag.seconds', { n: Math.round(ms / second) })
  if (ms < hour) return text('network.lag.minutes', { n: Math.round(ms / minute) })
  if (ms < 2 * day) return text('network.lag.hours', { n: Math.round(ms / hour) })
  return text('network.lag.days', { n: Math.round(ms / day) })
}
