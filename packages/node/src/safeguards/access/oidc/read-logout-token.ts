import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'

/** Which sessions a provider ends: those of a subject, or one session of the provider. One of the two is always given. */
export interface Logout {
  /** Unique within the issuer. */
  jti: string
  subject: string | null
  sid: string | null
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const Id = z.string().min(1).max(255)
const Claims = z
  .object({
    jti: Id,
    sub: Id.optional(),
    sid: Id.optional(),
    aud: z.union([z.string(), z.array(z.string())]),
    azp: z.string().optional(),
    events: z.object({ [logoutEvent]: z.record(z.string(), z.unknown()) }),
    // An ID token has a nonce, and must not count as a logout token.
    nonce: z.undefined(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined)
/** Signatures with a public key. A secret that both sides know is none, and neither is `none`. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
/** A token older than this does not count, whatever it says about its end. */
const longestSeconds = 300
const skewSeconds = 30

/**
 * Checks a logout token (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6): signature, `iss`, `aud`, `iat`, `exp`, `jti`, `events`, no
 * `nonce`, and `sub` or `sid`. Returns null if it does not hold. The caller checks that its `jti` was not used before. Rejects if the keys
 * cannot be read.
 */
export async function readLogoutToken(
  token: string,
  { issuer, clientId, keys, now }: { issuer: string; clientId: string; keys: JWTVerifyGetKey; now: Date },
): Promise<Logout | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      ...{ issuer, audience: clientId, algorithms, currentDate: now },
      ...{ maxTokenAge: longestSeconds, clockTolerance: skewSeconds, requiredClaims: ['exp', 'iat', 'jti', 'events'] },
    })
    if (!/^((application\/)?logout\+jwt|jwt)$/i.test(protectedHeader.typ ?? 'jwt')) return null
    const { jti, sub = null, sid = null, aud, azp } = Claims.parse({ nonce: undefined, ...payload })
    // A token for several clients must say which one it is for, as an ID token must (OpenID Connect Core 1.0, 3.1.3.7).
    if ([aud].flat().length !== 1 && azp !== clientId) return null
    return { jti, subject: sub, sid }
  } catch (error) {
    if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return null
    if (error instanceof z.ZodError) return null
    throw error
  }
}
