import type { Identity } from '@entente/contracts'

/** States why a value from a file is not an identity. `at` is a JSON pointer into the value. */
export interface ShapeFault {
  at: string
  message: string
}
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const kinds = ['person', 'org', 'vessel', 'entity']
const genders = ['male', 'female', 'other']
const documentTypes = ['passport', 'national-id', 'other']

function stringsFault(value: unknown, at: string): ShapeFault | null {
  if (!Array.isArray(value)) return { at, message: 'is not a list of texts' }
  const place = value.findIndex((item) => typeof item !== 'string')
  return place < 0 ? null : { at: `${at}/${place}`, message: 'is not text' }
}
const oneOf = (value: unknown, words: readonly string[], at: string): ShapeFault | null =>
  typeof value === 'string' && words.includes(value) ? null : { at, message: `is none of ${words.join(', ')}` }

function documentsFault(value: unknown): ShapeFault | null {
  if (!Array.isArray(value)) return { at: '/documents', message: 'is not a list' }
  for (const [place, document] of value.entries()) {
    const at = `/documents/${place}`
    if (!isObject(document)) return { at, message: 'is not an object' }
    if (typeof document.number !== 'string') return { at: `${at}/number`, message: 'is not text' }
    if (document.type != null && oneOf(document.type, documentTypes, at) !== null)
      return oneOf(document.type, documentTypes, `${at}/type`)
    if (document.country != null && typeof document.country !== 'string')
      return { at: `${at}/country`, message: 'is not text' }
  }
  return null
}
function partsFault(value: unknown): ShapeFault | null {
  if (!isObject(value)) return { at: '/parts', message: 'is not an object' }
  for (const part of ['given', 'middle', 'patronymic', 'family'])
    if (value[part] != null && typeof value[part] !== 'string') return { at: `/parts/${part}`, message: 'is not text' }
  return null
}

/** Returns the first fault in the shape of an identity from a file; null where the shape is right. `checkIdentity` checks the values. */
export function identityShapeFault(value: unknown): ShapeFault | null {
  if (!isObject(value)) return { at: '', message: 'is not an object' }
  return (
    stringsFault(value.names, '/names') ??
    (value.kind == null ? null : oneOf(value.kind, kinds, '/kind')) ??
    (value.gender == null ? null : oneOf(value.gender, genders, '/gender')) ??
    (value.birthDates == null ? null : stringsFault(value.birthDates, '/birthDates')) ??
    (value.nationalities == null ? null : stringsFault(value.nationalities, '/nationalities')) ??
    (value.birthPlaces == null ? null : stringsFault(value.birthPlaces, '/birthPlaces')) ??
    (value.documents == null ? null : documentsFault(value.documents)) ??
    (value.parts == null ? null : partsFault(value.parts))
  )
}

/** Makes an identity of a value of the right shape. Fields that are null or unknown are left out. */
export function toIdentity(value: Record<string, unknown>): Identity {
  const fields = ['kind', 'names', 'parts', 'birthDates', 'nationalities', 'gender', 'birthPlaces', 'documents']
  return Object.fromEntries(
    fields.flatMap((field) => (value[field] == null ? [] : [[field, value[field]]])),
  ) as unknown as Identity
}
