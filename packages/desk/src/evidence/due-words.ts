import { text } from '../texts/text.ts'
import { clockUtc, dateUtc } from '../texts/times.ts'

type DueTone = 'late' | 'near' | 'soon' | 'later' | 'none'
interface DueWords {
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
 * Puts a deadline into words. Counts by the minute, under two minutes (past: under one) by ten seconds. Up to 10 minutes `near`, to 30 `soon`; past
 * it `late`. `sent`: the answer at the deadline, where the gateway has one. Minutes are rounded down: a deadline never looks further away than it is.
 */
export function dueWords(dueAt: string | null, now: number, sent?: string): DueWords {
  if (dueAt === null)
    return { tone: 'none', text: text('evidence.noDeadline'), instant: null, spoken: text('evidence.noDeadline') }
  const left = Date.parse(dueAt) - now
  if (left < 0) {
    // After a minute its seconds do not matter.
    const past = -left
    const words = text('evidence.overdue', {
      span: past >= minute && past < 2 * minute ? text('evidence.minutes', { count: 1 }) : span(past),
    })
    return {
      tone: 'late',
      text: words,
      instant: clockUtc(dueAt),
      spoken: text('evidence.overdueSpoken', { overdue: words, instant: clockUtc(dueAt), sent }),
    }
  }
  const words = span(left)
  if (left >= day) {
    const date = dateUtc(dueAt)
    return {
      tone: 'later',
      text: words,
      instant: text('evidence.byDate', { date }),
      spoken: text('evidence.dueAt', { date }),
    }
  }
  const tone = left <= 10 * minute ? 'near' : left <= 30 * minute ? 'soon' : 'later'
  return {
    tone,
    text: words,
    instant: clockUtc(dueAt),
    spoken: text('evidence.dueIn', { span: words, instant: clockUtc(dueAt) }),
  }
}

/** A length of time as a deadline is counted. */
function span(ms: number): string {
  if (ms < 2 * minute) {
    const seconds = Math.floor(ms / 10_000) * 10
    return seconds < 60
      ? text('evidence.seconds', { count: seconds })
      : text('evidence.minutesSeconds', { minutes: 1, seconds: seconds - 60 })
  }
  if (ms < hour) return text('evidence.minutes', { count: Math.floor(ms / minute) })
  if (ms < day)
    return text('evidence.hours', {
      hours: Math.floor(ms / hour),
      minutes: String(Math.floor((ms % hour) / minute)).padStart(2, '0'),
    })
  return text('evidence.days', { count: Math.floor(ms / day) })
}
