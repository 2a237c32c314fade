/** A local date-time `YYYY-MM-DDTHH:MM` without zone, as in the messages and on the flight board. */
export type LocalDateTime = string

const formats = new Map<string, Intl.DateTimeFormat>()

/** Returns the local time at an airport. */
export function toLocal(at: Date, zone: string): LocalDateTime {
  let format = formats.get(zone)
  if (!format) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
    format = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone, hourCycle: 'h23' })
    formats.set(zone, format)
  }
  const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]))
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`
}

export const toUtc = (at: Date): LocalDateTime => at.toISOString().slice(0, 16)
export const addMinutes = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
export const addHours = (at: Date, hours: number): Date => addMinutes(at, hours * 60)

/** Splits `2026-03-01T09:05` into the forms that message formats use. */
export function pieces(local: LocalDateTime) {
  const [year = '', month = '', day = '', hour = '00', minute = '00'] = local.split(/[-T:]/)
  const monthName = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'.slice(Number(month) * 3 - 3, Number(month) * 3)
  return {
    yymmdd: year.slice(2) + month + day,
    ddmmyy: day + month + year.slice(2),
    ddmmmyy: day + monthName + year.slice(2),
    ccyymmdd: year + month + day,
    hhmm: hour + minute,
    mmyy: month + year.slice(2),
  }
}
