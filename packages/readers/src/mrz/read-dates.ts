import type { MrzDate } from './mrz-reading.ts'

/** YYMMDD of the zone; `<<` or 00 for month or day is unknown, not an error. Null when it cannot be a date. */
export function readMrzDate(literal: string): Omit<MrzDate, 'value'> | null {
  if (!/^([0-9]{2}|<<){3}$/.test(literal)) return null
  const part = (from: number) => {
    const text = literal.slice(from, from + 2)
    return text === '<<' ? null : Number(text)
  }
  const month = part(2) || null
  const day = part(4) || null
  if (month !== null && month > 12) return null
  if (day !== null && (day > 31 || (month !== null && day > daysIn(2000, month)))) return null
  return { literal, yearOfCentury: part(0), month, day }
}

/** The latest date of 18yy to 21yy that is not after the reference date (travel.md 3.5, rule 2). */
export function birthDateOf(date: Omit<MrzDate, 'value'>, reference: string): string | null {
  return (
    inCenturies(date)
      .filter((text) => text <= reference.slice(0, text.length))
      .at(-1) ?? null
  )
}

/** Of the dates after the birth, the one nearest to the reference date (travel.md 3.5, rule 3). */
export function expiryDateOf(date: Omit<MrzDate, 'value'>, reference: string, birth: string | null): string | null {
  const possible = inCenturies(date).filter((text) => birth === null || text.slice(0, 4) >= birth.slice(0, 4))
  const distance = (text: string) => Math.abs(Date.parse(full(text)) - Date.parse(full(reference)))
  return possible.sort((a, b) => distance(a) - distance(b))[0] ?? null
}

function inCenturies(date: Omit<MrzDate, 'value'>): string[] {
  const { yearOfCentury, month, day } = date
  if (yearOfCentury === null) return []
  return [1800, 1900, 2000, 2100].flatMap((century) => {
    const year = century + yearOfCentury
    if (month === null) return [String(year)]
    const yearAndMonth = `${year}-${two(month)}`
    if (day === null) return [yearAndMonth]
    return day <= daysIn(year, month) ? [`${yearAndMonth}-${two(day)}`] : []
  })
}

const two = (n: number) => String(n).padStart(2, '0')
const full = (text: string) =>
  text.length === 4 ? `${text}-07-01` : text.length === 7 ? `${text}-15` : text.slice(0, 10)
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
