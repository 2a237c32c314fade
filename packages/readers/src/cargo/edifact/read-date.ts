import { digits } from '../../derive/calendar.ts'
import { codeTable } from '../model/code-table.ts'
import { writeDate } from '../model/dates.ts'

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

/** Returns the date of a DTM value in the forms of `writeDate`; a two-digit year means 20yy. Null if there is no such date. */
export function readDate(text: string, format: string | null): string | null {
  const stated = format === null ? undefined : forms[format]
  const form = stated !== undefined && text.length >= stated.length ? stated : forms[byLength[text.length] ?? '']
  if (form === undefined) return null
  const { year: width, length } = form
  if (text.length > length && !/^(Z|UTC|GMT|[A-Z]{3}|[+-]?\d{4})$/.test(text.slice(length))) return null
  const part = (index: number): number | null => {
    const from = width + 2 * index
    return from >= length ? null : digits(text, from, from + 2)
  }
  const [year, month, day] = [digits(text, 0, width), part(0), part(1)]
  const [hour, minute, second] = [part(2), part(3), part(4)]
  if ([year, month, day, hour, minute, second].some((value) => Number.isNaN(value))) return null
  return writeDate({
    year: width === 2 ? 2000 + year : year,
    month,
    day: day ?? 0,
    hour,
    minute,
    second,
    zone: zoneOf(text.slice(length)),
  })
}

function zoneOf(text: string): string | null {
  if (text === 'Z' || text === 'UTC' || text === 'GMT') return 'Z'
  const offset = /^([+-])(\d\d)(\d\d)$/.exec(text)
  return offset ? `${offset[1]}${offset[2]}:${offset[3]}` : null
}
