import { indexNumber } from '../../safeguards/access/index-words.ts'
import { canonicalJson } from '../../safeguards/audit/canonical.ts'

/** The value of a signal in the form in which two of one owner count as the same: numbers bare, names without case and order. */
export function valueKeyOf(kind: string, value: Record<string, unknown>): string {
  const tidy = (text: unknown) => (typeof text === 'string' ? text.normalize('NFKC').trim().toUpperCase() : text)
  if (kind === 'travel-document') {
    const number = indexNumber(String(value.number))
    return canonicalJson([kind, number, tidy(value.issuingState)])
  }
  const names = Array.isArray(value.names)
    ? value.names.map((name) => tidy((name as { full: string }).full)).sort()
    : []
  const births = Array.isArray(value.birthDates) ? [...value.birthDates].sort() : []
  const identifiers = Array.isArray(value.identifiers)
    ? value.identifiers.map((identifier) => tidy((identifier as { number: string }).number)).sort()
    : []
  return canonicalJson([kind, names, births, identifiers])
}
