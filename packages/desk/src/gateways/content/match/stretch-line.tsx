import { text } from '../texts/index.ts'
import classes from './media-match.module.css'

interface Stretch {
  /** In seconds. */
  from: number
  to: number
}

/** Formats seconds as a video player does: `1:05`. */
export function videoClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const [minutes, rest] = [Math.floor((whole % 3600) / 60), String(whole % 60).padStart(2, '0')]
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`
}

/** Shows stretches of a video as lines on its time line, with their times as text. */
export function StretchLine({
  name,
  duration,
  stretches,
}: {
  name: string
  duration: number
  stretches: readonly Stretch[]
}) {
  const percent = (seconds: number): string => `${(100 * Math.min(seconds, duration)) / Math.max(duration, 0.001)}%`
  return (
    <div className={classes.line}>
      <span className={classes.lineName}>{name}</span>
      <span className={classes.track} aria-hidden="true">
        {stretches.map((stretch) => (
          <span
            key={`${stretch.from} ${stretch.to}`}
            style={{
              insetInlineStart: percent(stretch.from),
              inlineSize: `max(3px, ${percent(Math.max(0, stretch.to - stretch.from))})`,
            }}
          />
        ))}
      </span>
      <bdi dir="ltr" className={classes.lineTimes}>
        {stretches.length === 0
          ? text('content.case.match.noStretch')
          : stretches
              .map(({ from, to }) => text('content.case.match.stretch', { from: videoClock(from), to: videoClock(to) }))
              .join(', ')}
      </bdi>
    </div>
  )
}
