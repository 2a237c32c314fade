import { text } from '../../texts/text.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
/** The scale is logarithmic: members take between seconds and days. */
const ends = { from: second, to: 30 * day }

/** The times that are named below the chart. */
export const lagSteps: readonly number[] = [second, minute, hour, day, 30 * day]

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
