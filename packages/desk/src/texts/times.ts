import { isolated, localeOf, ofLocale } from './language.ts'

/** Formats a date in the reader's language and digits. */
const format = (options: Intl.DateTimeFormatOptions): { format: (date: Date) => string } => {
  const dates = new Intl.DateTimeFormat(localeOf(), options)
  return { format: (date) => ofLocale(dates.format(date)) }
}
/** Times of day and offsets are codes: they have the digits 123 and run from left to right in every language. */
const formatCode = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', options)

/** Formats `14:01 UTC`; with seconds `14:01:40 UTC`. */
export function clockUtc(instant: string | number, seconds = false): string {
  return isolated(`${timeOfDay(instant, 'UTC', seconds)} UTC`, 'ltr')
}
/** Formats the time of day in a zone, without the zone's name: `15:01`. */
export function clockIn(instant: string | number, zone: string, seconds = false): string {
  return isolated(timeOfDay(instant, zone, seconds), 'ltr')
}
/** Formats the hour of a time in a zone: `15`. */
export const hourIn = (instant: string | number, zone: string): string =>
  isolated(timeOfDay(instant, zone, false).slice(0, 2), 'ltr')
function timeOfDay(instant: string | number, zone: string, seconds: boolean): string {
  return formatCode({
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(seconds && { second: '2-digit' }),
  }).format(new Date(instant))
}
/** Formats `24 Nov 2026`, from a time in UTC or from a date. */
export function dateUtc(value: string | number): string {
  return format({ timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(value))
}
/** Formats `24 Nov 2026 14:01 UTC`. */
export function instantUtc(instant: string | number, seconds = false): string {
  return `${dateUtc(instant)} ${clockUtc(instant, seconds)}`
}
/** Returns the date of a time in a zone, as `2026-11-28`. It groups times by day. */
export const dayIn = (instant: string | number, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant))
/** Returns the day after a date `2026-11-28`. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
/** Formats a date `2026-11-28` as `Sat 28 Nov`. */
export const weekday = (day: string): string =>
  format({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(`${day}T00:00:00Z`))

/** Formats the days from one date to another: `Mon 30 Nov – Thu 3 Dec`, or `Mon 30 Nov` if they are the same. */
export const weekdays = (from: string, to: string): string =>
  from === to ? weekday(from) : `${weekday(from)} – ${weekday(to)}`

/**
 * Formats the time of day in the desk's zone: `18:45` today, `Sun 00:45` within six days of `now`, else `12 Dec 00:45`. A time on another day
 * always carries its day.
 */
export function clockOn(instant: string | number, zone: string, now: number): string {
  return `${dayBefore(instant, zone, now)}${clockIn(instant, zone)}`
}
/** Returns the day to write before a time, with a space; nothing for a time of today. */
function dayBefore(instant: string | number, zone: string, now: number): string {
  const [day, today] = [dayIn(instant, zone), dayIn(now, zone)]
  if (day === today) return ''
  const apart = Math.abs(Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000
  const options: Intl.DateTimeFormatOptions = apart < 7 ? { weekday: 'short' } : { day: 'numeric', month: 'short' }
  return `${format({ timeZone: zone, ...options }).format(new Date(instant))} `
}
/** Returns the browser's zone, for a person who chose none. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

let zoneOfDesk: string | null = null
/** Sets the zone of all times on the desk: that of the member, else that of the person. Null stands for the browser's zone. */
export function setDeskZone(zone: string | null): void {
  zoneOfDesk = zone
}
/** Returns the zone of all times on the desk. */
export const deskZone = (): string => zoneOfDesk ?? ownZone()
/** Marks a time in UTC as such, because no other zone is named beside it. */
const marked = (clock: string, zone: string): string => (zone === 'UTC' ? isolated(`${clock} UTC`, 'ltr') : clock)

/** Formats the time of day in the desk's zone: `15:01`, with seconds `15:01:40`; on another day with the day, as `clockOn` does. */
export function clockHere(instant: string | number, seconds = false, now = Date.now()): string {
  const zone = deskZone()
  return `${dayBefore(instant, zone, now)}${marked(clockIn(instant, zone, seconds), zone)}`
}
/** Formats the time of day in the desk's zone, beside a date: `15:01:40`. */
export const secondsHere = (instant: string | number): string => marked(clockIn(instant, deskZone(), true), deskZone())
/** Formats the date `24 Nov 2026` of a time in the desk's zone. */
export const dateHere = (instant: string | number): string =>
  format({ timeZone: deskZone(), day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(instant))
/** Formats `24 Nov 2026 15:01` in the desk's zone. */
export function instantHere(instant: string | number, seconds = false): string {
  const zone = deskZone()
  return `${dateHere(instant)} ${marked(clockIn(instant, zone, seconds), zone)}`
}
/** Formats a time for the log, for paper and for exports: in the desk's zone and in UTC, `24 Nov 2026 15:01 (14:01 UTC)`. */
export function instantBoth(instant: string | number, seconds = false): string {
  const zone = deskZone()
  if (zone === 'UTC') return instantUtc(instant, seconds)
  const utc = dayIn(instant, zone) === dayIn(instant, 'UTC') ? clockUtc(instant, seconds) : instantUtc(instant, seconds)
  return `${instantHere(instant, seconds)} (${utc})`
}
/**
 * Formats a time of day for the log, whose days are days in UTC: in the desk's zone and in UTC, `15:01:40 (14:01:40 UTC)`. Where the desk has
 * another day, the time has it: `Wed 25 Nov 00:01:40 (11:01:40 UTC)`.
 */
export function clockBoth(instant: string | number): string {
  const zone = deskZone()
  if (zone === 'UTC') return clockUtc(instant, true)
  const day = dayIn(instant, zone)
  const other = day === dayIn(instant, 'UTC') ? '' : `${weekday(day)} `
  return `${other}${clockIn(instant, zone, true)} (${clockUtc(instant, true)})`
}
/** Returns the place of a zone: `Oslo` for `Europe/Oslo`. */
export const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** Returns the offset of a zone at a time: `UTC+1`, `UTC+5:30`, `UTC`. */
export function offsetOf(instant: string | number, zone: string): string {
  const name = formatCode({ timeZone: zone, timeZoneName: 'shortOffset' })
    .formatToParts(new Date(instant))
    .find((part) => part.type === 'timeZoneName')?.value
  return isolated((name ?? 'GMT').replace('GMT', 'UTC').replace(/^UTC\+0$/, 'UTC'), 'ltr')
}

/** Formats a complete or incomplete date: `14 Mar 1988`, `Mar 1988`, `1988`. */
export function partialDate(value: string): string {
  if (/^\d{4}$/.test(value)) return value
  if (/^\d{4}-\d{2}$/.test(value)) {
    return format({ timeZone: 'UTC', month: 'short', year: 'numeric' }).format(new Date(`${value}-01T00:00:00Z`))
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dateUtc(`${value}T00:00:00Z`) : value
}
