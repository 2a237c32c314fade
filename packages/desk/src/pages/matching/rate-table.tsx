import type { HitRate } from '@entente/contracts'
import table from '../../parts/data-table.module.css'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import classes from './rates.module.css'
import { SmallCount } from './small-count.tsx'

interface Props {
  caption: string
  /** Heading of the first column. */
  of: string
  all: RateRow
  rows: readonly RateRow[]
  leftOut: { groups: number; people: number }
  name: (value: string) => string
}

/** Shows the share of people with a hit for each group, with its 95 % interval, as numbers and as a bar. The first row is for all people. */
export function RateTable({ caption, of, all, rows, leftOut, name }: Props) {
  const scale = scaleOf([all, ...rows])
  const both = all.proposed !== undefined
  return (
    <>
      <table className={`${table.table} ${classes.rates}`}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            <th scope="col" className={table.number}>
              {text('threshold.rates.people')}
            </th>
            <th scope="col">{both ? text('threshold.rates.inForce') : text('threshold.rates.hit')}</th>
            {both && <th scope="col">{text('threshold.rates.proposed')}</th>}
            <th scope="col">
              <span className={classes.scale}>
                <span>{text('threshold.rates.share', { percent: number(0) })}</span>
                <span>{text('threshold.rates.share', { percent: number(scale * 100, 1) })}</span>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[all, ...rows].map((row) => (
            <tr key={row === all ? '' : row.value} data-all={row === all || undefined}>
              <th scope="row">{row === all ? text('threshold.rates.all') : <bdi>{name(row.value)}</bdi>}</th>
              <td className={table.number}>{number(row.inForce.people)}</td>
              <td>
                <Rate rate={row.inForce} all={row === all ? null : all.inForce} />
              </td>
              {row.proposed && (
                <td>
                  <Rate rate={row.proposed} all={row === all ? null : (all.proposed ?? null)} />
                </td>
              )}
              <td>
                <Bar rate={row.inForce} scale={scale} side="inForce" />
                {row.proposed && <Bar rate={row.proposed} scale={scale} side="proposed" />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>
        {both && <>{text('threshold.rates.bars')} </>}
        {leftOut.groups > 0 && text('threshold.rates.leftOut', { groups: leftOut.groups, people: leftOut.people })}
      </p>
    </>
  )
}

function Rate({ rate, all }: { rate: HitRate; all: HitRate | null }) {
  const percent = (share: number): string => number(share * 100, 2)
  const times = all === null ? null : timesTheMean(rate, all)
  return (
    <span className={classes.rate}>
      <span>
        <SmallCount count={rate.alerted} />
        {rate.rate !== null && <> · {text('threshold.rates.share', { percent: percent(rate.rate) })}</>}
      </span>
      <small>
        {rate.low !== null &&
          rate.high !== null &&
          text('threshold.rates.interval', { low: percent(rate.low), high: percent(rate.high) })}
        {all !== null && times !== null && isAbove(rate, all) && (
          <strong className={classes.above}> {text('threshold.rates.above', { times: number(times, 1) })}</strong>
        )}
      </small>
    </span>
  )
}

/** Draws the rate as a bar and its interval as a line. If the count is hidden, it draws only the line. The numbers next to it are the same. */
function Bar({ rate, scale, side }: { rate: HitRate; scale: number; side: 'inForce' | 'proposed' }) {
  const at = (share: number): string => `${Math.min(1, share / scale) * 100}%`
  return (
    <span className={classes.bar} data-side={side} aria-hidden="true">
      {rate.rate !== null && <span className={classes.fill} style={{ inlineSize: at(rate.rate) }} />}
      {rate.low !== null && rate.high !== null && (
        <span
          className={classes.whisker}
          style={{
            insetInlineStart: at(rate.low),
            inlineSize: `${(Math.min(1, rate.high / scale) - Math.min(1, rate.low / scale)) * 100}%`,
          }}
        />
      )}
    </span>
  )
}

/** A group of people with its hit rates under the threshold in force and, if one is proposed, under that one. */
interface RateRow {
  value: string
  inForce: HitRate
  proposed?: HitRate
}

/** Returns the end of the scale of all bars: the highest known bound, rounded up to a round number. Never 0. */
export function scaleOf(rows: readonly RateRow[]): number {
  const ends = rows.flatMap(({ inForce, proposed }) => [inForce, proposed].flatMap((rate) => rate?.high ?? []))
  const highest = Math.max(0, ...ends)
  if (highest === 0) return 0.01
  const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
  return steps.find((step) => step >= highest) ?? 1
}

/** Returns the ratio of a group's rate to the rate of all people; null if one is unknown. */
export function timesTheMean(rate: HitRate, all: HitRate): number | null {
  if (rate.rate === null || all.rate === null || all.rate === 0) return null
  return rate.rate / all.rate
}

/** Returns whether the confidence interval of a group's rate is above the rate of all people: then chance alone does not explain the difference. */
export const isAbove = (rate: HitRate, all: HitRate): boolean =>
  rate.low !== null && all.rate !== null && rate.low > all.rate
