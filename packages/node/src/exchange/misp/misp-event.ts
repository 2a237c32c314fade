import { z } from 'zod'

const Text = z.string().max(5_000_000)
const Flag = z.union([z.boolean(), z.literal('0'), z.literal('1'), z.literal(0), z.literal(1)])
const Uuid = z.string().regex(/^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/)
/**
 * Unix time in seconds, as text or number. It has at most twelve digits, so that the time in microseconds fits a
 * bigint.
 */
const UnixSeconds = z.union([z.string().regex(/^\d{1,12}$/), z.int().min(0).max(999_999_999_999)])
export const isTrue = (flag: unknown): boolean => flag === true || flag === '1' || flag === 1

export const MispAttribute = z.looseObject({
  uuid: Uuid.optional(),
  type: z.string().max(200),
  category: z.string().max(200).optional(),
  value: Text,
  comment: Text.nullish(),
  to_ids: Flag.optional(),
  disable_correlation: Flag.optional(),
  object_relation: z.string().nullish(),
  deleted: Flag.optional(),
})
export type MispAttribute = z.infer<typeof MispAttribute>
export const MispObject = z.looseObject({
  name: z.string().max(200),
  uuid: Uuid.optional(),
  deleted: Flag.optional(),
  Attribute: z.array(MispAttribute).optional(),
})
export type MispObject = z.infer<typeof MispObject>
const MispTag = z.looseObject({ name: z.string().max(1000), colour: z.string().nullish() })

/** The fields of a MISP event that this node reads. Additional fields of a server are preserved and ignored. */
export const MispEvent = z.looseObject({
  uuid: Uuid,
  info: Text,
  date: z.string().max(40).optional(),
  timestamp: UnixSeconds,
  Tag: z.array(MispTag).optional(),
  Attribute: z.array(MispAttribute).optional(),
  Object: z.array(MispObject).optional(),
})
export type MispEvent = z.infer<typeof MispEvent>

/** An entry of a manifest, which describes one event. */
const MispManifestEntry = z.looseObject({ timestamp: UnixSeconds })
export const MispManifest = z.record(Uuid, MispManifestEntry)
export type MispManifest = z.infer<typeof MispManifest>
