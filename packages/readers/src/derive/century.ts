import { type CalendarDate, calendarDate, dayNumber } from './calendar.ts'

/** What a two-digit year became: the date (0: none), and whether another century would have been as believable. */
export interface CenturyChoice {
  date: CalendarDate
  /** Without a date: the day does not exist in any century, or nothing says which century. */
  problem: 'none' | 'impossible' | 'no-reference'
  ambiguous: boolean
}

const FIRST_CENTURIES = [2100, 2000, 1900, 1800]
/** Nobody is older: a second reading up to this age is as believable as the first. */
const OLDEST_AGE = 110 * 10000

/**
 * Birth date with a two-digit year (travel.md 3.5.2): of 18yy, 19yy, 20yy, 21yy the latest that exists and is not after
 * the reference date (YYYYMMDD). Never judged against today.
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
 * Expiry with a two-digit year (travel.md 3.5.3): among the dates that exist and lie after the birth date (if known)
 * the one nearest to the reference date.
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
