import { dateUtc } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'

const minute = 60_000

/** How long ago an upload came, up to a day; then its day. The instant stands in the hint. */
export function ageWords(instant: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(instant)) / minute)
  if (minutes < 1) return text('content.queue.justNow')
  if (minutes < 60) return text('content.queue.ago.minutes', { n: minutes })
  return minutes < 24 * 60 ? text('content.queue.ago.hours', { n: Math.floor(minutes / 60) }) : dateUtc(instant)
}
