import { z } from 'zod'

/** The name of a member in the form of a host name, for example `border.example`. */
export const MemberId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/)
export type MemberId = z.infer<typeof MemberId>
/** The first 16 hexadecimal digits of the SHA-256 of the raw public key. */
export const KeyId = z.string().regex(/^[0-9a-f]{16}$/)
/** A 32-byte Ed25519 public key in standard base64. */
export const PublicKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)
/** A SHA-256 in standard base64. */
export const HashText = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)
