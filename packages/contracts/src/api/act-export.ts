import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { SignedAct } from './acts.ts'

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
