import { useId } from 'react'
import { number } from '../texts/numbers.ts'
import { text } from '../texts/text.ts'
import { useNow } from './clock.ts'
import classes from './progress.module.css'

interface Props {
  /** Name of the task. */
  label: string
  done: number
  /** Null until the task has started. */
  total: number | null
  startedAt: string | null
  /** Formats the counts: `120 of 4,000 people`. */
  counted: (done: string, total: string) => string
}

/** Shows a long task: its progress, pace and remaining time. The page can be used meanwhile. */
export function Progress({ label, done, total, startedAt, counted }: Props) {
  const id = useId()
  const now = useNow(1_000)
  if (total === null) {
    return (
      <p className={classes.words}>
        {label} · {text('page-parts.progress.waits')}
      </p>
    )
  }
  const pace = paceOf(done, total, startedAt === null ? null : Date.parse(startedAt), now)
  const words = [
    counted(number(done), number(total)),
    ...(pace.perSecond === null
      ? []
      : [text('page-parts.progress.perSecond', { count: number(pace.perSecond, pace.perSecond < 10 ? 1 : 0) })]),
    ...(pace.secondsLeft === null
      ? []
      : [
          pace.secondsLeft < 90
            ? text('page-parts.progress.seconds', { count: pace.secondsLeft })
            : text('page-parts.progress.minutes', { count: Math.ceil(pace.secondsLeft / 60) }),
        ]),
  ]
  return (
    <div className={classes.progress}>
      <span id={id}>{label}</span>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={pace.percent}
        aria-valuetext={words.join(', ')}
        className={classes.track}
      >
        <span style={{ inlineSize: `${pace.percent}%` }} />
      </div>
      <p className={classes.words} aria-hidden="true">
        {words.join(' · ')} · {text('page-parts.progress.leave')}
      </p>
    </div>
  )
}

interface Pace {
  /** Whole percent, rounded down, so that 100 means complete. */
  percent: number
  /** Units per second since the start; null while too few are done. */
  perSecond: number | null
  /** Remaining seconds at that pace; null if the pace is unknown. */
  secondsLeft: number | null
}
const leastMs = 1_000

/** Computes progress and pace of a long task, for the bar and the text under it. */
export function paceOf(done: number, total: number, startedMs: number | null, nowMs: number): Pace {
  const percent = total === 0 ? 100 : Math.floor((Math.min(done, total) / total) * 100)
  const ran = startedMs === null ? 0 : nowMs - startedMs
  if (done === 0 || ran < leastMs) return { percent, perSecond: null, secondsLeft: null }
  const perSecond = done / (ran / 1000)
  return { percent, perSecond, secondsLeft: Math.ceil((total - done) / perSecond) }
}
