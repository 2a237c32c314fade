import type { CaseFlight } from '@entente/contracts'
import { textsOf } from '../../../texts/catalogue.ts'
import { dateUtc, offsetOf, placeOf } from '../../../texts/times.ts'

/** When a flight leaves, in its own place's time with the offset. The day is added unless it is today there. */
export function leavesWords(flight: CaseFlight, now = Date.now()): string {
  const t = textsOf('caseTexts')
  const { departure, departsAt, fromZone } = flight
  if (departure === null) return t.leavesUnknown
  const [day = '', clock = ''] = departure.split('T')
  const time = clock.slice(0, 5)
  if (departsAt === null || fromZone === null) return t.leavesLocal(`${dateUtc(`${day}T00:00:00Z`)} ${time}`)
  const place = placeOf(fromZone)
  const offset = offsetOf(departsAt, fromZone)
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: fromZone, dateStyle: 'short' }).format(now)
  return day === today ? t.leaves(time, place, offset) : t.leavesOther(dateUtc(`${day}T00:00:00Z`), time, place, offset)
}
