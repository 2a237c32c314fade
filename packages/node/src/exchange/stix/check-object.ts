import { z } from 'zod'
import { isRecord, type StixObject } from './stix-object.ts'

/** The first fault of an object. */
export interface StixFault {
  code: 'stix-type' | 'stix-id' | 'stix-invalid'
  /** A JSON pointer into the object. */
  at: string
  message: string
}

// This expression matches each text in only one way. The published expression for types backtracks exponentially.
const typeForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const timeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/
const longestType = 250

export const Timestamp = z
  .string()
  .max(40)
  .regex(timeForm)
  .refine((text) => !Number.isNaN(Date.parse(text)), { error: 'not a time' })

/** Returns whether an id has the form `type--uuid` with a well-formed type. */
export function isStixId(id: unknown): id is string {
  if (typeof id !== 'string' || id.length > longestType + 38) return false
  const at = id.lastIndexOf('--')
  return at > 0 && isStixType(id.slice(0, at)) && isUuid(id.slice(at + 2))
}
export const isUuid = (text: string): boolean => uuidForm.test(text)
export const isStixType = (type: unknown): type is string =>
  typeof type === 'string' && type.length <= longestType && typeForm.test(type)

const Id = z.string().refine(isStixId, { error: 'not an identifier' })
const Text = z.string().max(1_000_000)
const Hashes = z.record(z.string().min(3).max(250), Text)
const Common = z.looseObject({
  type: z.string(),
  id: Id,
  spec_version: z.string().optional(),
  created_by_ref: Id.optional(),
  created: Timestamp.optional(),
  modified: Timestamp.optional(),
  revoked: z.boolean().optional(),
  labels: z.array(Text).optional(),
  confidence: z.int().min(0).max(100).optional(),
  object_marking_refs: z.array(Id).optional(),
  granular_markings: z.array(z.looseObject({ marking_ref: Id.optional(), selectors: z.array(Text) })).optional(),
  external_references: z.array(z.looseObject({ source_name: Text })).optional(),
  extensions: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
})
/** The schema of objects that have their own timestamps. */
const Dated = Common.extend({ spec_version: z.literal('2.1'), created: Timestamp, modified: Timestamp })

/**
 * The types that are checked, with the requirements of STIX 2.1 for each. Of other types only the common properties are
 * checked.
 */
const types: Record<string, z.ZodType> = {
  indicator: Dated.extend({
    pattern: Text.min(1),
    pattern_type: z.string().min(1).max(250),
    valid_from: Timestamp,
    valid_until: Timestamp.optional(),
    name: Text.optional(),
    indicator_types: z.array(z.string()).optional(),
  }),
  identity: Dated.extend({ name: Text, identity_class: z.string().optional() }),
  relationship: Dated.extend({ relationship_type: z.string().min(1), source_ref: Id, target_ref: Id }),
  sighting: Dated.extend({
    sighting_of_ref: Id,
    count: z.int().min(0).max(999_999_999).optional(),
    first_seen: Timestamp.optional(),
    last_seen: Timestamp.optional(),
    where_sighted_refs: z.array(Id).optional(),
  }),
  opinion: Dated.extend({
    opinion: z.enum(['strongly-disagree', 'disagree', 'neutral', 'agree', 'strongly-agree']),
    object_refs: z.array(Id).min(1),
  }),
  'marking-definition': Common.extend({ spec_version: z.literal('2.1'), created: Timestamp }),
  'extension-definition': Dated.extend({ name: Text, schema: Text, version: z.string() }),
  url: Common.extend({ value: Text.min(1) }),
  file: Common.extend({ hashes: Hashes.optional(), name: Text.optional() }),
  'user-account': Common.extend({ user_id: Text.optional(), account_login: Text.optional() }),
}

/**
 * Checks an object against STIX 2.1, in time proportional to its length. Codes: `stix-type`, `stix-id`, `stix-invalid`.
 */
export function checkObject(value: unknown): { object: StixObject } | { fault: StixFault } {
  const fault = (code: StixFault['code'], at: string, message: string) => ({ fault: { code, at, message } })
  if (!isRecord(value)) return fault('stix-invalid', '', 'This is no object.')
  const { type, id } = value
  if (!isStixType(type))
    return fault('stix-type', '/type', 'A type is 1 to 250 lower-case letters, digits and single hyphens.')
  if (!isStixId(id) || !id.startsWith(`${type}--`))
    return fault('stix-id', '/id', 'An identifier is the type, two hyphens and a UUID.')
  const parsed = (types[type] ?? Common).safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return fault('stix-invalid', `/${(issue?.path ?? []).join('/')}`, issue?.message ?? 'not valid')
  }
  const { created, modified } = value as { created?: string; modified?: string }
  if (created !== undefined && modified !== undefined && microsecondsOf(modified) < microsecondsOf(created))
    return fault('stix-invalid', '/modified', 'It was modified before it was created.')
  return { object: value as StixObject }
}

/** Converts a STIX timestamp to microseconds since 1970. Digits beyond microseconds are dropped. */
export function microsecondsOf(text: string): bigint {
  const whole = BigInt(Date.parse(`${text.slice(0, 19)}Z`)) * 1000n
  const fraction = /\.(\d+)Z$/.exec(text)?.[1] ?? ''
  return whole + BigInt(fraction.padEnd(6, '0').slice(0, 6))
}
