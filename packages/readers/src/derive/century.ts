import { type CalendarDate, calendarDate, dayNumber } from './calendar.ts'

/** The date chosen for a two-digit year; 0 if there is none. `ambiguous` is true if another century is plausible too. */
export interface CenturyChoice {
  date: CalendarDate
  /**
   * States why there is no date: `impossible` if the day exists in no century, `no-reference` if no reference date is
   * known.
   */
  problem: 'none' | 'impossible' | 'no-reference'
  ambiguous: boolean
}

const FIRST_CENTURIES = [2100, 2000, 1900, 1800]
/** Travellers are at most 110 years old. So a second possible date is plausible too if it gives at most this age. */
const OLDEST_AGE = 110 * 10000

/**
 * Chooses the century of a birth date with a two-digit year. Of 18yy, 19yy, 20yy and 21yy, it takes the latest existing
 * date that is not after `reference` (YYYYMMDD). It never uses today's date, so that reading a message again on another
 * day gives the same result.
 */
export function birthDateInCentury(yy: number, month: number, day: number, reference: CalendarDate): CenturyChoice {
  let exists = false
  let date = 0
  for (const century of FIRST_CENTURIES) {
    const candidate = calendarDate(century + yy, month, day)
    if (candidate === 0) continue
    exists = true
    if (reference === 0) break
    if (candidate > reference) continue
    if (date === 0) date = candidate
    else return { date, problem: 'none', ambiguous: reference - candidate <= OLDEST_AGE }
  }
  if (date !== 0) return { date, problem: 'none', ambiguous: false }
  return { date: 0, problem: exists ? 'no-reference' : 'impossible', ambiguous: exists }
}

/**
 * Chooses the century of an expiry date with a two-digit year. Of the existing dates after `birth` (0 if unknown), it
 * takes the date nearest to `reference`. Both arguments are YYYYMMDD.
 */
export function expiryInCentury(
  yy: number,
  month: number,
  day: number,
  birth: CalendarDate,
  reference: CalendarDate,
): CenturyChoice {
  let exists = false
  let best = 0
  let distance = Number.POSITIVE_INFINITY
  let tie = false
  const target = reference === 0 ? 0 : dayNumber(reference)
  for (const century of FIRST_CENTURIES) {
    const candidate = calendarDate(century + yy, month, day)
    if (candidate === 0) continue
    exists = true
    if (reference === 0) break
    if (birth !== 0 && candidate <= birth) continue
    const away = Math.abs(dayNumber(candidate) - target)
    if (away < distance) {
      best = candidate
      distance = away
      tie = false
    } else if (away === distance) tie = true
  }
  if (best !== 0) return { date: best, problem: 'none', ambiguous: tie }
  return { date: 0, problem: exists && reference === 0 ? 'no-reference' : 'impossible', ambiguous: exists }
}
