import type { CargoTableKind, CargoTableRow } from '@entente/contracts'

/** A rule that a row breaks, at a column. */
interface Broken {
  name: string
  message: string
}
/** Checks one row after the other; null if it breaks no rule. */
type RuleOfRows = (row: CargoTableRow) => Broken | null

const endsLater = ({ validFrom, validUntil }: CargoTableRow): Broken | null =>
  typeof validUntil === 'string' && validUntil <= String(validFrom)
    ? { name: 'validUntil', message: 'The row ends before it begins.' }
    : null

/** The rules between columns or rows of a kind. Each table starts them anew. */
export const rulesOfRows: Partial<Record<CargoTableKind, () => RuleOfRows>> = {
  'strategic-goods': () => (row) =>
    String(row.hs).length === row.level
      ? endsLater(row)
      : { name: 'level', message: 'The level is the number of digits of the code.' },
  'text-terms': () => endsLater,
  places: () => (row) => {
    const code = String(row.code)
    return code.length === 3 || code.startsWith(String(row.country))
      ? null
      : { name: 'country', message: 'The code belongs to another country.' }
  },
  rates() {
    let base: unknown = null
    const spans = new Map<unknown, [from: string, until: string][]>()
    return (row) => {
      base ??= row.base
      if (row.base !== base) return { name: 'base', message: 'All rates must have one base.' }
      if (row.currency === base) return { name: 'currency', message: 'The base needs no rate.' }
      const late = endsLater(row)
      if (late !== null) return late
      const span: [string, string] = [String(row.validFrom), String(row.validUntil)]
      const own = spans.get(row.currency) ?? []
      spans.set(row.currency, [...own, span])
      return own.some(([from, until]) => from < span[1] && span[0] < until)
        ? { name: 'validFrom', message: 'Another rate of this currency counts on some of these days.' }
        : null
    }
  },
  capacity: () => (row) => {
    const { setting, of, value, from, until } = row
    if (typeof from === 'string' && typeof until === 'string' && until <= from)
      return { name: 'until', message: 'The row ends before it begins.' }
    const isStratum = typeof of === 'string' && of.includes('/')
    const fits =
      setting === 'random-rate' ? isStratum : setting === 'expected-rate' ? of !== null && !isStratum : of === null
    if (!fits) return { name: 'of', message: 'This setting takes another value here.' }
    if (setting === 'inspections') {
      return Number.isInteger(value) ? null : { name: 'value', message: 'Write a whole number of inspections.' }
    }
    return Number(value) <= 1 ? null : { name: 'value', message: 'Write a share from 0 to 1.' }
  },
}
