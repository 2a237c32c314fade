import { startOfToday, startOfTomorrow } from '../review/zone-days.ts'

const minuteMs = 60_000
const dayMinutes = 1440

/** Returns the minutes since midnight of an instant in a zone. */
function minuteIn(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .formatToParts(at)
    .map(({ value }) => Number(value))
  return (parts[0] ?? 0) * 60 + (parts[2] ?? 0)
}

/** Returns the instant at which a day of a zone shows a time, from the day's first instant. On a day of a clock change, minutes do not add up. */
function instantAt(day: Date, minute: number, zone: string): Date {
  const at = new Date(day.getTime() + minute * minuteMs)
  const off = ((minute - minuteIn(at, zone) + 1.5 * dayMinutes) % dayMinutes) - dayMinutes / 2
  return new Date(at.getTime() + off * minuteMs)
}

/** Returns when the present shift began and when it ends. `starts` are the minutes after midnight at which shifts begin. */
export function shiftAt(now: Date, zone: string, starts: readonly number[]): { begins: Date; ends: Date } {
  const today = startOfToday(now, zone)
  const days = [startOfToday(new Date(today.getTime() - minuteMs), zone), today, startOfTomorrow(now, zone)]
  const changes = days.flatMap((day) => starts.map((minute) => instantAt(day, minute, zone)))
  const next = changes.findIndex((at) => at > now)
  return { begins: changes[next - 1] as Date, ends: changes[next] as Date }
}

/** Returns the first instant of the present hour in a zone, whose offset may have minutes. */
export function startOfHour(now: Date, zone: string): Date {
  const past = (minuteIn(now, zone) % 60) * minuteMs
  return new Date(Math.floor(now.getTime() / minuteMs) * minuteMs - past)
}
