import { text } from '../texts/text.ts'
import { clockOn } from '../texts/times.ts'

type DueTone = 'late' | 'near' | 'soon' | 'later' | 'none'
interface DueWords {
  tone: DueTone
  /** The remaining time: `8 min`, `1 h 11`, `1 d`, `3 min over`. */
  text: string
  /** The time of the deadline in the desk's zone: `14:02`, `Sun 00:45` on another day, `was 14:02`. Null without a deadline. */
  instant: string | null
  /** The remaining time and the deadline as a sentence for assistive technology. */
  spoken: string
}
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * Describes a deadline in words. The remaining time is counted in minutes, under two minutes (overdue: under one) in steps of ten seconds. Up to 10
 * minutes the tone is `near`, up to 30 `soon`, after the deadline `late`. `sent` is the answer that was sent at the deadline, if the gateway has
 * one. Minutes are rounded down, so that a deadline never looks further away than it is.
 */
export function dueWords(dueAt: string | null, now: number, zone: string, sent?: string): DueWords {
  if (dueAt === null)
    return { tone: 'none', text: text('evidence.noDeadline'), instant: null, spoken: text('evidence.noDeadline') }
  const left = Date.parse(dueAt) - now
  const instant = clockOn(dueAt, zone, now)
  if (left < 0) {
    // From one to two minutes overdue, the text shows `1 min` without seconds.
    const past = -left
    const over = past >= minute && past < 2 * minute ? text('evidence.minutes', { count: 1 }) : span(past)
    return {
      tone: 'late',
      text: text('evidence.overdue', { span: over }),
      instant: text('evidence.was', { instant }),
      spoken: text('evidence.overdueSpoken', { span: over, instant, sent }),
    }
  }
  const words = span(left)
  const tone = left <= 10 * minute ? 'near' : left <= 30 * minute ? 'soon' : 'later'
  return { tone, text: words, instant, spoken: text('evidence.dueIn', { span: words, instant }) }
}

/** Formats a remaining or overdue time. */
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
