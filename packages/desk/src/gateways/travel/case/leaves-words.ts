import type { CaseFlight } from '@entente/contracts'
import { dateUtc, offsetOf, placeOf } from '../../../texts/times.ts'
import { text } from '../texts/index.ts'

/** Formats the departure of a flight in its local time with the offset from UTC. Adds the date unless the local day is today. */
export function leavesWords(flight: CaseFlight, now = Date.now()): string {
  const { departure, departsAt, fromZone } = flight
  if (departure === null) return text('travel.case.leavesUnknown')
  const [day = '', clock = ''] = departure.split('T')
  const time = clock.slice(0, 5)
  if (departsAt === null || fromZone === null)
    return text('travel.case.leavesLocal', { clock: `${dateUtc(`${day}T00:00:00Z`)} ${time}` })
  const place = placeOf(fromZone)
  const offset = offsetOf(departsAt, fromZone)
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: fromZone, dateStyle: 'short' }).format(now)
  return day === today
    ? text('travel.case.leaves', { clock: time, place, offset })
    : text('travel.case.leavesOther', { date: dateUtc(`${day}T00:00:00Z`), clock: time, place, offset })
}
