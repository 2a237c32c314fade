/**
 * Returns canonical JSON (RFC 8785) for the log: keys are sorted by UTF-16 code units, and numbers must be integers.
 * `known` maps objects inside the value to canonical JSON that was already computed. Throws RangeError for values that
 * could have different bytes in other languages: fractions, NaN, lone surrogates, other types. With `fractions`, finite
 * numbers are written as ECMAScript writes them, which RFC 8785, 3.2.2.3 asks for.
 */
export function canonicalJson(value: unknown, known?: ReadonlyMap<object, string>, fractions = false): string {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new RangeError('text in details is well-formed')
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) && !(fractions && Number.isFinite(value)))
      throw new RangeError('numbers in details are integers')
    return String(value === 0 ? 0 : value)
  }
  if (typeof value !== 'object') throw new RangeError(`details hold no ${typeof value}`)
  const text = known?.get(value)
  if (text !== undefined) return text
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, known, fractions)).join(',')}]`
  const fields = value as Record<string, unknown>
  let all = ''
  for (const name of namesOf(value))
    all += `${all === '' ? '' : ','}${nameText(name)}:${canonicalJson(fields[name], known, fractions)}`
  return `{${all}}`
}

/** Returns the fields of an object in canonical order, each with its canonical JSON. */
export function canonicalFields(object: object, known?: ReadonlyMap<object, string>): CanonicalField[] {
  const fields = object as Record<string, unknown>
  return namesOf(object).map((name) => ({ name, text: `${nameText(name)}:${canonicalJson(fields[name], known)}` }))
}
export interface CanonicalField {
  name: string
  text: string
}
/** Returns the canonical JSON of the object with these fields. */
export const joinFields = (fields: readonly CanonicalField[]): string => `{${fields.map(({ text }) => text).join(',')}}`

/** Sorts the field names by UTF-16 code units, which is what `sort` does without a comparison function. */
const namesOf = (object: object): string[] => Object.keys(object).sort()
/** Cache of encoded field names, which repeat often. */
const nameTexts = new Map<string, string>()
const mostNames = 1000
function nameText(name: string): string {
  const before = nameTexts.get(name)
  if (before !== undefined) return before
  const text = JSON.stringify(name)
  if (nameTexts.size < mostNames && name.length < 40) nameTexts.set(name, text)
  return text
}
