import { z } from 'zod'

/** An ISO 8601 duration in hours or in one calendar unit: `P6M`, `P5Y`, `P7D`, `PT48H`. */
export const Duration = z.string().regex(/^P([1-9]\d{0,3}[YMD]|T[1-9]\d{0,4}H)$/)

const hourMs = 3_600_000
const halfMonthDays = 15

/**
 * Adds a duration, or half of it, to a time, in calendar units and UTC. A day that the month does not have becomes the last day of the
 * month: 31 August plus P6M is 28 or 29 February, at the same time of day. Half of an odd number of months is the months
 * rounded down and 15 days; half of an odd number of days is 12 hours more.
 */
export function addDuration(start: Date, duration: string, factor: 1 | 0.5 = 1): Date {
  const match = /^P(T?)(\d+)([YMDH])$/.exec(duration)
  if (match === null) throw new RangeError(`not a duration: ${duration}`)
  const amount = Number(match[2])
  const unit = match[3]
  if (unit === 'H' || (unit === 'D' && factor !== 1)) {
    return new Date(start.getTime() + amount * (unit === 'D' ? 24 : 1) * hourMs * factor)
  }
  if (unit === 'D') return addDays(start, amount)
  const months = (unit === 'Y' ? amount * 12 : amount) * factor
  const whole = addMonths(start, Math.floor(months))
  return Number.isInteger(months) ? whole : addDays(whole, halfMonthDays)
}

function addDays(start: Date, days: number): Date {
  const result = new Date(start)
  result.setUTCDate(result.getUTCDate() + days)
  return result
}

function addMonths(start: Date, months: number): Date {
  const result = new Date(start)
  const day = result.getUTCDate()
  result.setUTCDate(1)
  result.setUTCMonth(result.getUTCMonth() + months)
  const last = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate()
  result.setUTCDate(Math.min(day, last))
  return result
}
