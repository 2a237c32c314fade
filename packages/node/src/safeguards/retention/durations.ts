import { z } from 'zod'

/** An ISO 8601 duration in hours or in one calendar unit: `P6M`, `P5Y`, `P7D`, `PT48H`. */
export const Duration = z.string().regex(/^P(\d+[YMD]|T\d+H)$/)

/**
 * Adds a duration to a time, in calendar units and UTC. A day that the month does not have becomes the last day of the
 * month: 31 August plus P6M is 28 or 29 February, at the same time of day.
 */
export function addDuration(start: Date, duration: string): Date {
  const match = /^P(T?)(\d+)([YMDH])$/.exec(duration)
  if (match === null) throw new RangeError(`not a duration: ${duration}`)
  const amount = Number(match[2])
  const result = new Date(start)
  if (match[3] === 'H') result.setTime(result.getTime() + amount * 3_600_000)
  else if (match[3] === 'D') result.setUTCDate(result.getUTCDate() + amount)
  else {
    const months = match[3] === 'Y' ? amount * 12 : amount
    const day = result.getUTCDate()
    result.setUTCDate(1)
    result.setUTCMonth(result.getUTCMonth() + months)
    const last = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate()
    result.setUTCDate(Math.min(day, last))
  }
  return result
}
