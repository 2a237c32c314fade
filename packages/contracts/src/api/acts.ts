import { z } from 'zod'
import { Instant } from '../terms/ids.ts'

/** An answer of a passkey, or a code of the application for codes. The node checks the contents. */
export const Signed = z.strictObject({
  actId: z.uuid(),
  assertion: z.union([
    z.strictObject({ passkey: z.record(z.string().max(60), z.unknown()) }),
    z.strictObject({ code: z.string().max(20) }),
  ]),
})
export type Signed = z.infer<typeof Signed>

/** Asks for an act to sign: its type, what it is about, and the body of the request that it will be part of. */
export const AskActRequest = z.strictObject({
  type: z.string().max(60),
  about: z.string().max(200),
  body: z.record(z.string().max(60), z.unknown()),
})

/** What a person signs. The field names and forms are those of `Act`. */
export const ActShape = z.object({
  v: z.literal(1),
  id: z.uuid(),
  type: z.string(),
  node: z.string(),
  account: z.uuid(),
  person: z.uuid(),
  role: z.string(),
  at: Instant,
  about: z.string(),
  digest: z.string(),
  nonce: z.string(),
})

/**
 * An act with its content and the salt of its digest (base64). The browser computes digest and challenge again from what it
 * shows. `options` is null if the account has no passkey here: then a code is asked for.
 */
export const AskedAct = z.object({
  act: ActShape,
  content: z.unknown(),
  salt: z.string(),
  options: z.record(z.string(), z.unknown()).nullable(),
})
export type AskedAct = z.infer<typeof AskedAct>

/** How an act was made: signed by a passkey, or attested by the node after a code (`totp`) or by a session alone. */
export const ActMethod = z.enum(['passkey', 'totp', 'attested'])
export type ActMethod = z.infer<typeof ActMethod>

/** How an opinion was signed. `synced`: the passkey is copied to other devices by its maker. */
export const ActMark = z.object({ id: z.uuid(), method: ActMethod, synced: z.boolean().nullable() })
export type ActMark = z.infer<typeof ActMark>

/** A recorded act. The bytes of a passkey's answer are base64url. */
export const SignedAct = z.object({
  act: ActShape,
  method: ActMethod,
  /** Whether the passkey is copied to other devices by its maker; null for other methods. */
  synced: z.boolean().nullable(),
  credentialId: z.string().nullable(),
  authenticatorData: z.string().nullable(),
  clientDataJSON: z.string().nullable(),
  signature: z.string().nullable(),
  verifiedAt: Instant.nullable(),
})
export type SignedAct = z.infer<typeof SignedAct>
export const SignedActList = z.object({ items: z.array(SignedAct) })
/** An act with what was signed; null once it was erased, or if the reader may not read the record. */
export const SignedActDetail = SignedAct.extend({
  content: z.unknown(),
  salt: z.string().nullable(),
  /** What a verifier needs beside the act: the public key (COSE, base64url) and the addresses of the desk. */
  signer: z.object({ publicKey: z.string(), origins: z.array(z.string()), rpId: z.string() }).nullable(),
})
export type SignedActDetail = z.infer<typeof SignedActDetail>
export const SignedActQuery = z.object({ about: z.string().max(200) })

/** Acts in the order in which they were made, without content. `next` goes on after the last one; null at the end. */
export const ActExport = z.object({ items: z.array(SignedAct), next: z.string().nullable() })
export const ActExportQuery = z.object({ after: z.string().max(100).optional() })

/** A passkey as a verifier needs it: bytes are base64url, `entry` is the reference of its entry in the log. */
export const ExportedCredential = z.object({
  entry: z.string(),
  credentialId: z.string(),
  publicKey: z.string(),
  account: z.uuid(),
  enrolledBy: z.string(),
  createdAt: Instant,
  state: z.string(),
})
export type ExportedCredential = z.infer<typeof ExportedCredential>

/** An account with its person and its roles, by ids and without names. */
export const ExportedPerson = z.object({
  account: z.uuid(),
  person: z.uuid(),
  roles: z.array(z.object({ role: z.string(), state: z.string(), grantedAt: Instant, grantedBy: z.uuid().nullable() })),
})
export type ExportedPerson = z.infer<typeof ExportedPerson>

/** Who could sign, and the addresses of the desk. */
export const SignerExport = z.object({
  origins: z.array(z.string()),
  rpId: z.string().nullable(),
  credentials: z.array(ExportedCredential),
  people: z.array(ExportedPerson),
})
export type SignerExport = z.infer<typeof SignerExport>
