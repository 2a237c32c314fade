import type { ContentRates } from '@entente/contracts'
import { number } from '../../../../texts/numbers.ts'
import { dateUtc, instantHere } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'
import { shareOf } from './by-day.ts'
import classes from './content-rates.module.css'

/** Formats a share as `12.5 %`, or as a dash without uploads. */
export function shareWords(share: number | null): string {
  return share === null ? '–' : text('content.rates.percent', { share: number(share * 100, 1) })
}

/** Draws a bar for each hour, whose height is the share of uploads with a match. The table by day has the same figures. */
export function HourChart({ hours }: { hours: ContentRates['hours'] }) {
  const shares = hours.map((hour) => shareOf(hour) ?? 0)
  const most = Math.max(...shares)
  const highest = hours[shares.indexOf(most)]
  const scale = most === 0 ? 1 : most
  const when = (at: string): string => instantHere(at)
  return (
    <figure className={classes.chart}>
      <div
        className={classes.plot}
        role="img"
        aria-label={highest && text('content.rates.chartName', { share: shareWords(most), when: when(highest.at) })}
        style={{ gridTemplateColumns: `repeat(${hours.length}, 1fr)` }}
      >
        {hours.map((hour, place) => (
          <span
            key={hour.at}
            className={classes.hour}
            data-midnight={hour.at.slice(11, 13) === '00' || undefined}
            title={text('content.rates.hour', {
              when: when(hour.at),
              found: number(hour.found),
              uploads: number(hour.uploads),
            })}
          >
            <span
              style={{ blockSize: `${((shares[place] ?? 0) / scale) * 100}%` }}
              data-none={hour.uploads === 0 || undefined}
            />
          </span>
        ))}
      </div>
      <span className={classes.top}>{shareWords(scale)}</span>
      <div className={classes.days} aria-hidden="true" style={{ gridTemplateColumns: `repeat(${hours.length}, 1fr)` }}>
        {hours.map((hour, place) =>
          hour.at.slice(11, 13) === '00' ? (
            <span key={hour.at} style={{ gridColumnStart: place + 1 }}>
              {dateUtc(hour.at).replace(/ \d{4}$/, '')}
            </span>
          ) : null,
        )}
      </div>
    </figure>
  )
}
