import { useId } from 'react'
import { number } from '../texts/numbers.ts'
import { text } from '../texts/text.ts'
import { useNow } from './clock.ts'
import classes from './progress.module.css'
import { paceOf } from './progress-words.ts'

interface Props {
  /** What is done. */
  label: string
  done: number
  /** Null until it has started. */
  total: number | null
  startedAt: string | null
  /** What is counted, for the words: `120 of 4,000 people`. */
  counted: (done: string, total: string) => string
}

/** A long work: what is done of what, how fast, how long the rest takes. It asks no one to wait. */
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
