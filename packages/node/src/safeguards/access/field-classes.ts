/**
 * Field classes of safeguards.md 3.4. Class A is what a regime masks at T1: names (also of co-travellers), addresses, contacts, payment, frequent flyer,
 * remarks, any API data; class B is the rest. Told by field name, at any depth, so that a record is split the same way wherever it is kept.
 */
const classA = new Set([
  // names
  'surname',
  'given',
  'middle',
  'givenLiteral',
  'secondGiven',
  'title',
  'holder',
  'groupName',
  'label',
  'otherScript',
  'names',
  'reportingParty',
  'sameBooking',
  // address, contact, payment, frequent flyer
  'addresses',
  'contacts',
  'payments',
  'frequentFlyer',
  'agency',
  // API data
  'documents',
  'birthDate',
  'nationality',
  'sex',
  'residence',
  'birthPlace',
  'references',
  'derived',
  // remarks and what quotes them
  'text',
  'literal',
  'remarks',
  'because',
  'otherExplanations',
  'explanation',
  'evidence',
  'comparison',
  'matchedName',
  'compared',
  'selectors',
  'alternativesConsidered',
  'changes',
  'sources',
  // a signal's value
  'value',
  'entity',
  'necessity',
]) // prettier-ignore

export type Tree = { [key: string]: unknown }
const isObject = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Splits a value by field class. In `b` a field of class A stands as null, or as an empty list where it was a list. */
export function splitByClass(value: unknown): { a: unknown; b: unknown } {
  if (Array.isArray(value)) {
    const a: Tree = {}
    const b = value.map((item, index) => {
      const part = splitByClass(item)
      if (part.a !== undefined) a[index] = part.a
      return part.b
    })
    return { a: Object.keys(a).length > 0 ? a : undefined, b }
  }
  if (!isObject(value)) return { a: undefined, b: value }
  const a: Tree = {}
  const b: Tree = {}
  for (const [key, field] of Object.entries(value)) {
    if (classA.has(key)) {
      a[key] = field
      b[key] = Array.isArray(field) ? [] : null
    } else {
      const part = splitByClass(field)
      if (part.a !== undefined) a[key] = part.a
      b[key] = part.b
    }
  }
  return { a: Object.keys(a).length > 0 ? a : undefined, b }
}

/** Puts the two classes together again: the inverse of `splitByClass`. */
export function joinClasses(a: unknown, b: unknown): unknown {
  if (a === undefined) return b
  if (Array.isArray(b) && isObject(a)) return b.map((item, index) => joinClasses(a[index], item))
  if (!isObject(b) || !isObject(a)) return a
  const joined: Tree = { ...b }
  for (const [key, part] of Object.entries(a)) joined[key] = classA.has(key) ? part : joinClasses(part, b[key])
  return joined
}
