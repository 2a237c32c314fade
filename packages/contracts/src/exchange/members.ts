import { z } from 'zod'

/** A member by its host-like name, `border.example`. */
export const MemberId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/)
export type MemberId = z.infer<typeof MemberId>
/** First 16 hex digits of the SHA-256 of the raw public key. */
export const KeyId = z.string().regex(/^[0-9a-f]{16}$/)
/** Standard base64 of a 32-byte Ed25519 public key. */
export const PublicKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)
/** Standard base64 of a SHA-256. */
export const HashText = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)
