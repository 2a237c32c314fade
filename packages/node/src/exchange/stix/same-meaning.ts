import { isDeepStrictEqual } from 'node:util'
import { microsecondsOf } from './check-object.ts'
import type { StixObject } from './stix-object.ts'

/** The standard fields that are compared, by how (STIX 2.1, 3.2, 4.7, 4.14, 5.2). The node reads nothing from others. */
const times = ['created', 'modified', 'valid_from', 'valid_until', 'first_seen', 'last_seen']
const sets = [
  ...['labels', 'object_marking_refs', 'indicator_types', 'where_sighted_refs', 'object_refs'],
  'observed_data_refs',
]
const others = [
  ...['spec_version', 'id', 'created_by_ref', 'revoked', 'confidence', 'lang', 'external_references'],
  ...['granular_markings', 'name', 'description', 'pattern', 'pattern_type', 'pattern_version', 'kill_chain_phases'],
  ...['sighting_of_ref', 'count', 'summary', 'opinion', 'explanation'],
]

/**
 * The value that an absent property has (STIX 2.1, 3.2, 4.7, 5.2). Libraries leave such properties out, or write them
 * although they were left out.
 */
const defaults: Readonly<Record<string, (object: StixObject) => unknown>> = {
  revoked: () => false,
  summary: () => false,
  // The version of a STIX pattern is that of the object.
  pattern_version: ({ pattern_type, spec_version }) => (pattern_type === 'stix' ? spec_version : undefined),
}

/**
 * Returns the first standard field in which two objects differ; null if they mean the same. The order of keys and of
 * sets, the form of numbers and times, and absent properties with a default make no difference.
 */
export function differingField(object: StixObject, expected: StixObject): string | null {
  const meantBy = (of: StixObject, field: string) => of[field] ?? defaults[field]?.(of)
  const same = (field: string, equal: (a: unknown, b: unknown) => boolean) => {
    const [a, b] = [meantBy(object, field), meantBy(expected, field)]
    return (a === undefined && b === undefined) || equal(a, b)
  }
  return (
    times.find((field) => !same(field, sameTime)) ??
    sets.find((field) => !same(field, sameSet)) ??
    others.find((field) => !same(field, isDeepStrictEqual)) ??
    null
  )
}

const sameTime = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' && microsecondsOf(a) === microsecondsOf(b)
const sameSet = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) && isDeepStrictEqual([...a].map(String).sort(), [...b].map(String).sort())
