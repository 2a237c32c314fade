import { calendarDate, digits, isoDate } from '../../derive/calendar.ts'
import { codeTable } from '../model/code-table.ts'

/** The lengths of the year, and of the whole value, of each format of DTM (UN/EDIFACT code list 2379). */
const forms = codeTable<{ year: 2 | 4; length: number }>({
  '101': { year: 2, length: 6 },
  '102': { year: 4, length: 8 },
  '201': { year: 2, length: 10 },
  '202': { year: 2, length: 12 },
  '203': { year: 4, length: 12 },
  '204': { year: 4, length: 14 },
  '205': { year: 4, length: 12 },
  '303': { year: 4, length: 12 },
  '304': { year: 4, length: 14 },
})
/** The format that a value of this length has if the message does not state a fitting one. */
const byLength: Readonly<Record<number, string>> = { 6: '101', 8: '102', 10: '201', 12: '203', 14: '204' }

/** Returns the date of a DTM value in the forms of XML Schema; a two-digit year means 20yy. Null if there is no such date. */
export function readDate(text: string, format: string | null): string | null {
  const stated = format === null ? undefined : forms[format]
  const form = stated !== undefined && text.length >= stated.length ? stated : forms[byLength[text.length] ?? '']
  if (form === undefined) return null
  const { year: width, length } = form
  const zone = text.length === length ? null : zoneOf(text.slice(length))
  if (zone === undefined) return null
  const year = digits(text, 0, width)
  const month = digits(text, width, width + 2)
  const day = digits(text, width + 2, width + 4)
  const hasTime = length > width + 4
  const hour = hasTime ? digits(text, width + 4, width + 6) : 0
  const minute = hasTime ? digits(text, width + 6, width + 8) : 0
  const second = length > width + 8 ? digits(text, width + 8, width + 10) : 0
  const date = calendarDate(width === 2 ? 2000 + year : year, month, day)
  // NaN, of a text with other characters, is in no range.
  if (!(date > 0 && hour < 24 && minute < 60 && second < 60)) return null
  if (!hasTime) return isoDate(date)
  const seconds = second === 0 ? '' : `:${two(second)}`
  return `${isoDate(date)}T${two(hour)}:${two(minute)}${seconds}${zone ?? ''}`
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)

/** Returns `Z` or an offset; null for another zone, whose offset is not known; undefined if the text is no zone. */
function zoneOf(text: string): string | null | undefined {
  if (text === 'Z' || text === 'UTC' || text === 'GMT') return 'Z'
  const offset = /^([+-])(\d\d)(\d\d)$/.exec(text)
  if (offset) return `${offset[1]}${offset[2]}:${offset[3]}`
  return /^([A-Z]{3}|\d{4})$/.test(text) ? null : undefined
}
