import { type CalendarDate, dateOfIso } from '../derive/calendar.ts'
import { dateTimeOfDtm } from '../derive/stated-date.ts'
import { SegmentCursor } from '../edifact/segment-cursor.ts'
import { isEnvelope, packTag } from '../edifact/tags.ts'
import { collectLegs } from './collect-legs.ts'
import type { PaxlstState } from './paxlst-state.ts'

const DTM = packTag('DTM')

/**
 * Returns the departure of the first flight as YYYYMMDD, or 0. If people precede the flight, searches the rest of the
 * message once, because every two-digit year depends on that date.
 */
export function firstDepartureAhead(state: PaxlstState): CalendarDate {
  const known = collectLegs(state.stops)[0]
  if (known) return dateOfIso(known.departure)
  const { cursor } = state.context
  const ahead = new SegmentCursor(cursor.bytes, cursor.position, cursor.separators, cursor.limit)
  ahead.known = cursor.known
  let found = 0
  while (found === 0 && ahead.next() && !isEnvelope(ahead.tag)) {
    if (ahead.tag !== DTM || ahead.tooLong) continue
    const code = ahead.text(1, 1)
    if (code === '189' || code === '554') found = dateOfIso(dateTimeOfDtm(ahead.text(1, 2)).value)
    else if (code === '136') found = dateOfIso(dateTimeOfDtm(ahead.text(2, 1)).value)
  }
  cursor.reread()
  return found
}
