import { textsOf } from '../../../../texts/catalogue.ts'
import { dateUtc } from '../../../../texts/times.ts'

const minute = 60_000

/** How long ago an upload came, up to a day; then its day. The instant stands in the hint. */
export function ageWords(instant: string, now: number): string {
  const t = textsOf('content')
  const minutes = Math.floor((now - Date.parse(instant)) / minute)
  if (minutes < 1) return t.justNow
  if (minutes < 60) return t.ago.minutes(minutes)
  return minutes < 24 * 60 ? t.ago.hours(Math.floor(minutes / 60)) : dateUtc(instant)
}
