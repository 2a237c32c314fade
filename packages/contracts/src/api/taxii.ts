import { z } from 'zod'
import { MemberId } from '../exchange/index.ts'
import { Instant } from '../terms/ids.ts'
import { Purpose } from '../terms/terms.ts'

const Name = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,63}$/)

/**
 * A TAXII client, which acts for one member and one purpose. `certificate` is the SHA-256 of its certificate in
 * hexadecimal; a client that has one signs in with it and has no password.
 */
export const NewTaxiiUser = z.strictObject({
  name: Name,
  member: MemberId,
  purpose: Purpose,
  certificate: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  /** Whether the client takes invented data. On a node of one person, signals about people go to such clients only. */
  synthetic: z.boolean().default(false),
})
/**
 * The secrets of a new client, which are shown once: `password` for HTTP Basic together with `name`, and `token` for
 * Bearer. Both are null for a client with a certificate.
 */
export const TaxiiUserSecret = z.object({
  id: z.uuid(),
  name: z.string(),
  password: z.string().nullable(),
  token: z.string().nullable(),
})
export type TaxiiUserSecret = z.infer<typeof TaxiiUserSecret>
export const TaxiiUser = z.object({
  id: z.uuid(),
  name: z.string(),
  member: z.string(),
  purpose: Purpose,
  certificate: z.string().nullable(),
  synthetic: z.boolean(),
  createdAt: Instant,
  disabledAt: Instant.nullable(),
})

/**
 * The kind of a collection. `out` contains signals to read. `inbox` accepts objects; each member can read and delete
 * the objects that it submitted.
 */
export const TaxiiCollectionKind = z.enum(['out', 'inbox'])
export const NewTaxiiCollection = z.strictObject({
  title: z.string().min(1).max(200),
  agreement: z.uuid(),
  alias: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)
    .nullable(),
  kind: TaxiiCollectionKind,
})
/** `path` leads to the API root and the collection, as a client uses it. It is relative to the node's address. */
export const TaxiiCollection = z.object({
  id: z.uuid(),
  title: z.string(),
  agreement: z.uuid(),
  alias: z.string().nullable(),
  kind: TaxiiCollectionKind,
  path: z.string(),
})
export type TaxiiCollection = z.infer<typeof TaxiiCollection>

/** Identifies an import position by server, collection and user. */
export const TaxiiPositionQuery = z.strictObject({
  source: z.string().min(1).max(300),
  user: z.string().min(1).max(200),
})
export const NewTaxiiPosition = TaxiiPositionQuery.extend({ addedAfter: z.iso.datetime().max(40) })
export const TaxiiPosition = TaxiiPositionQuery.extend({ addedAfter: z.string().nullable(), at: Instant.nullable() })
export type TaxiiPosition = z.infer<typeof TaxiiPosition>
