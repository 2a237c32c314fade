import { dateUtc } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'

const minute = 60_000

/** Returns the age of an upload, or after a day its date. The tooltip has the exact time. */
export function ageWords(instant: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(instant)) / minute)
  if (minutes < 1) return text('content.uploads.justNow')
  if (minutes < 60) return text('content.uploads.ago.minutes', { n: minutes })
  return minutes < 24 * 60 ? text('content.uploads.ago.hours', { n: Math.floor(minutes / 60) }) : dateUtc(instant)
}
