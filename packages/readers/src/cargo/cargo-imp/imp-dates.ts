import { monthNamed } from '../../derive/calendar.ts'
import { writeDate } from '../model/dates.ts'
import type { Scope } from '../model/scope.ts'
import type { SentPart } from './line-feed.ts'

const form = /^(\d{1,2})(?:([A-Z]{3})(?:(\d{2})|(\d{2})(\d{2}))?)?$/

/** Reads a day (`03`), day and month (`04OCT`), a date (`02OCT25`, 20yy), or day, month and time (`03OCT0915`). */
export function readImpDate(text: string): string | null {
  const found = form.exec(text.trim())
  if (!found) return null
  const [, day = '', month, year, hour, minute] = found
  return writeDate({
    year: year === undefined ? null : 2000 + Number(year),
    month: month === undefined ? null : monthNamed(month),
    day: Number(day),
    hour: hour === undefined ? null : Number(hour),
    minute: minute === undefined ? null : Number(minute),
  })
}

/** Sets a date of Cargo-IMP. */
export function setImpDate<T extends object, K extends keyof T & string>(
  scope: Scope<T>,
  field: K,
  sent: SentPart | undefined,
): void {
  if (sent === undefined) return
  const value = readImpDate(sent.text)
  if (value === null) scope.report('DATE_INVALID', field, { message: 'no such date or time', sent })
  else scope.set(field, value as T[K], sent)
}
