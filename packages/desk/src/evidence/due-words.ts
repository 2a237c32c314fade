import { textsOf } from '../texts/catalogue.ts'
import { clockUtc, dateUtc } from '../texts/times.ts'

export type DueTone = 'late' | 'near' | 'soon' | 'later' | 'none'
export interface DueWords {
  tone: DueTone
  /** `8 min`, `1 h 11`, `1 d`, `Overdue 3 min`. */
  text: string
  /** The instant beside it: `14:02 UTC`, or `by 26 Nov 2026` from a day on. Null without deadline. */
  instant: string | null
  /** The whole as a sentence for assistive use. */
  spoken: string
}
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * A deadline in words. Counts by the minute, under two minutes (past: under one) by ten seconds. Up to 10 minutes `near`, to 30 `soon`; past it `late`.
 * Minutes are rounded down: a deadline never looks further away than it is.
 */
export function dueWords(dueAt: string | null, now: number): DueWords {
  const t = textsOf('evidence')
  if (dueAt === null) return { tone: 'none', text: t.noDeadline, instant: null, spoken: t.noDeadline }
  const left = Date.parse(dueAt) - now
  if (left < 0) {
    // Once a minute has passed nobody counts its seconds.
    const past = -left
    const text = t.overdue(past >= minute && past < 2 * minute ? t.minutes(1) : span(past))
    return { tone: 'late', text, instant: clockUtc(dueAt), spoken: `${text}, ${clockUtc(dueAt)}, ${t.overdueTold}` }
  }
  const text = span(left)
  if (left >= day) {
    const date = dateUtc(dueAt)
    return { tone: 'later', text, instant: t.byDate(date), spoken: t.dueAt(date) }
  }
  const tone = left <= 10 * minute ? 'near' : left <= 30 * minute ? 'soon' : 'later'
  return { tone, text, instant: clockUtc(dueAt), spoken: t.dueIn(text, clockUtc(dueAt)) }
}

/** A length of time as a deadline is counted. */
export function span(ms: number): string {
  const t = textsOf('evidence')
  if (ms < 2 * minute) {
    const seconds = Math.floor(ms / 10_000) * 10
    return seconds < 60 ? t.seconds(seconds) : t.minutesSeconds(1, seconds - 60)
  }
  if (ms < hour) return t.minutes(Math.floor(ms / minute))
  if (ms < day) return t.hours(Math.floor(ms / hour), Math.floor((ms % hour) / minute))
  return t.days(Math.floor(ms / day))
}
