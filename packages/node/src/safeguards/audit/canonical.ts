/**
 * Canonical JSON (RFC 8785) for what is logged: objects with keys sorted by UTF-16 code units, integers only.
 * Throws RangeError for what would not be the same bytes in every language: fractions, NaN, lone surrogates, other types.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('numbers in details are integers')
    return String(value === 0 ? 0 : value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new RangeError('text in details is well-formed')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const fields = value as Record<string, unknown>
    let text = ''
    // Without a comparison of its own, `sort` goes by UTF-16 code units.
    for (const key of Object.keys(fields).sort())
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(fields[key])}`
    return `{${text}}`
  }
  throw new RangeError(`details hold no ${typeof value}`)
}
