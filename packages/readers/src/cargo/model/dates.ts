/** The stated parts of a date. An absent month or year stays unknown: only the node fills it in. */
export interface DateParts {
  year?: number | null
  month?: number | null
  day: number
  hour?: number | null
  minute?: number | null
  second?: number | null
  /** `Z` or an offset such as `+02:00`, if it was sent. */
  zone?: string | null
}

const two = (value: number): string => String(value).padStart(2, '0')

/**
 * Writes a date in the forms of XML Schema: `2021-03-10T00:00`, `--06-20` without a year, `---19` without a month.
 * Seconds are written unless they are absent or 0. Returns null if there is no such day or time.
 */
export function writeDate(parts: DateParts): string | null {
  const { year = null, month = null, day, hour = null, minute = null, second = null, zone = null } = parts
  if (!isDay(year, month, day)) return null
  const date =
    month === null
      ? `---${two(day)}`
      : year === null
        ? `--${two(month)}-${two(day)}`
        : `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  if (hour === null) return date
  if (hour > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return null
  const seconds = second === null || second === 0 ? '' : `:${two(second)}`
  return `${date}T${two(hour)}:${two(minute ?? 0)}${seconds}${zone ?? ''}`
}

function isDay(year: number | null, month: number | null, day: number): boolean {
  if (day < 1 || day > 31 || month === 0 || (month ?? 1) > 12) return false
  if (month === null) return true
  // Without a year, 29 February may exist.
  return day <= new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate()
}

const xmlDate = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/

/** Reads an `xs:date` or `xs:dateTime` into the form of `writeDate`; null if it is none. */
export function readXmlDate(text: string): string | null {
  const found = xmlDate.exec(text.trim())
  if (!found) return null
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => (part ? Number(part) : null))
  if (year === undefined || month === undefined || typeof day !== 'number') return null
  const zone = hour === null ? null : (found[7]?.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2') ?? null)
  return writeDate({ year, month, day, hour: hour ?? null, minute: minute ?? null, second: second ?? null, zone })
}
