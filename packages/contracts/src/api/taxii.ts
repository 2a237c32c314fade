import { z } from 'zod'
import { MemberId } from '../exchange/index.ts'
import { Instant } from '../terms/ids.ts'
import { Purpose } from '../terms/terms.ts'

const Name = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,63}$/)

/** A TAXII client, which acts for one member and one purpose. `certificate`, its SHA-256 in hex: it signs in with that instead of a password. */
export const NewTaxiiUser = z.strictObject({
  name: Name,
  member: MemberId,
  purpose: Purpose,
  certificate: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
})
/** Shown once: `password` for HTTP Basic with `name`, `token` for Bearer; both null for a client with a certificate. */
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
  createdAt: Instant,
  disabledAt: Instant.nullable(),
})

/** `out`: its signals, to read. `inbox`: to submit objects, and to read and delete one's own. */
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
/** `path`: API root and collection as a client uses them, relative to the node's address. */
export const TaxiiCollection = z.object({
  id: z.uuid(),
  title: z.string(),
  agreement: z.uuid(),
  alias: z.string().nullable(),
  kind: TaxiiCollectionKind,
  path: z.string(),
})
export type TaxiiCollection = z.infer<typeof TaxiiCollection>

/** The server, collection and user of a position: up to which `added_after` it was read. Null if it was not read yet. */
export const TaxiiPositionQuery = z.strictObject({
  source: z.string().min(1).max(300),
  user: z.string().min(1).max(200),
})
export const NewTaxiiPosition = TaxiiPositionQuery.extend({ addedAfter: z.iso.datetime().max(40) })
export const TaxiiPosition = TaxiiPositionQuery.extend({ addedAfter: z.string().nullable(), at: Instant.nullable() })
export type TaxiiPosition = z.infer<typeof TaxiiPosition>
