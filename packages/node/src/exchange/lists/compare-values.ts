import type { ImportPreview } from '@entente/contracts'

type FieldChange = ImportPreview['changes'][number]['fields'][number]

/**
 * Lists the fields of a signal's value that differ, as text. `widens` is true if the new value matches more people,
 * because of an additional name or number or a less exact date.
 */
export function compareValues(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...fields].flatMap((field) => {
    const was = asLines(before?.[field])
    const is = asLines(after?.[field])
    if (was.join('\n') === is.join('\n')) return []
    const change = {
      field,
      before: was.length === 0 ? null : was.join('; '),
      after: is.length === 0 ? null : is.join('; '),
    }
    return [{ ...change, widens: before !== null && widens(field, was, is) }]
  })
}

function asLines(value: unknown): string[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) return [String(value)]
  return value
    .map((item) => {
      if (typeof item !== 'object' || item === null) return String(item)
      const { full, quality, type, number, issuer } = item as Record<string, string | null>
      if (full !== undefined) return quality === 'primary' ? String(full) : `${full} (${quality})`
      return [type, number, issuer].filter(Boolean).join(' ')
    })
    .sort()
}

function widens(field: string, was: readonly string[], is: readonly string[]): boolean {
  const known = new Set(was)
  if (field === 'names' || field === 'identifiers' || field === 'nationalities')
    return is.some((line) => !known.has(line))
  if (field === 'birthDates') {
    const vagueness = (dates: readonly string[]) =>
      dates.length === 0
        ? 99
        : Math.max(...dates.map((date) => (/^\d{4}-\d{2}-\d{2}$/.test(date) ? 0 : /^\d{4}-\d{2}$/.test(date) ? 1 : 2)))
    return vagueness(is) > vagueness(was) || is.length > was.length
  }
  return field === 'sex' && is.length === 0
}
