import { number } from '../../../texts/numbers.ts'
import { findText, text } from '../texts/index.ts'

/** Returns the name of a field of a consignment in words. A name without words is returned as it is. */
export const fieldName = (field: string): string => findText(`cargo.fields.${field}`) ?? field

/**
 * Names the place of a value in words: `/items/2/description` is `Item 3, description`. Rules name places from `c`, such
 * as `c.grossKg`; findings from the message, such as `/messages/0/consignments/0/description`.
 */
export function pathWords(path: string): string {
  const parts = path
    .replace(/^c\./, '')
    .replace(/^(\/messages\/\d+\/consignments\/\d+)?\/(consignment\/)?/, '')
    .split(/[/.]/)
    .filter((part) => part !== '')
  const [first = '', place, ...rest] = parts
  if (place === undefined) return fieldName(first)
  const field = [...(/^\d+$/.test(place) ? [] : [place]), ...rest].filter((part) => !/^\d+$/.test(part)).at(-1)
  const of = /^\d+$/.test(place)
    ? text('cargo.places.numbered', { name: fieldName(first), n: Number(place) + 1 })
    : fieldName(first)
  return field === undefined ? of : text('cargo.places.within', { of, field: fieldName(field) })
}

/** Writes a mass with its unit. */
export const mass = (kg: number): string => text('cargo.units.kg', { n: number(kg, kg < 100 ? 1 : 0) })

/** Writes an amount with its currency. */
export const money = ({ amount, currency }: { amount: number; currency: string | null }): string =>
  text('cargo.units.money', { n: number(amount, Number.isInteger(amount) ? 0 : 2), currency: currency ?? '' })

/** Writes a date and time as the message states it: local, without a zone unless one was sent. */
export const statedTime = (value: string): string => value.replace('T', ' ')

/** Shows any value of a consignment as one line, for a table of what changed. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'number') return number(value, Number.isInteger(value) ? 0 : 3)
  if (typeof value === 'boolean') return text('cargo.units.flag', { value })
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(valueWords).join('; ')
  const parts = Object.values(value).filter(
    (part) => part !== null && part !== '' && !(Array.isArray(part) && part.length === 0),
  )
  return parts.length === 0 ? '–' : parts.map(valueWords).join(', ')
}
