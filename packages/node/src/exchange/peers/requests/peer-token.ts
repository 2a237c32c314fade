import { createHash, randomUUID } from 'node:crypto'
import { CompactSign, compactVerify, decodeProtectedHeader, errors } from 'jose'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import { type MemberKey, type NodeKey, publicKeyOf } from '../../../safeguards/keys/index.ts'

/** Name of the request header that carries a compact JWS (RFC 7515, EdDSA) over the request. */
export const peerHeader = 'entente-peer'
const lifeSeconds = 60
/** The clocks of two nodes may differ by at most this many seconds. */
const mostSkewSeconds = 120

const Claims = z.strictObject({
  iss: z.string().max(64),
  aud: z.string().max(64),
  iat: z.int(),
  exp: z.int(),
  jti: z.uuid(),
  htm: z.string().max(10),
  htu: z.string().max(2000),
  bodySha256: z.string().length(44),
})
export type PeerClaims = z.infer<typeof Claims>

export interface PeerRequestFacts {
  method: string
  /** The path with the query string. */
  path: string
  body: Uint8Array
}

const bodyHash = (body: Uint8Array): string => createHash('sha256').update(body).digest('base64')

/**
 * Signs a request. The token states sender, recipient, method, URL and the hash of the body, and is valid for 60
 * seconds.
 */
export function signRequest(
  key: NodeKey,
  request: PeerRequestFacts & { from: string; to: string; url: string; now: Date },
): Promise<string> {
  const iat = Math.floor(request.now.getTime() / 1000)
  const claims: PeerClaims = {
    iss: request.from,
    aud: request.to,
    iat,
    exp: iat + lifeSeconds,
    jti: randomUUID(),
    htm: request.method,
    htu: request.url,
    bodySha256: bodyHash(request.body),
  }
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.keyId, typ: 'entente-peer+jws' })
    .sign(key.privateKey)
}

/**
 * Reads from a token which member and key claim to have signed it. Nothing is verified yet: the caller needs this to
 * load the keys. Error: `bad-signature`.
 */
export function claimedSigner(token: string | string[] | undefined): { keyId: string; member: string } {
  try {
    if (typeof token !== 'string' || token.length > 4000) throw new TypeError('no token')
    const { kid } = decodeProtectedHeader(token)
    const claims = Claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()))
    return { keyId: z.string().max(64).parse(kid), member: claims.iss }
  } catch {
    throw fail('bad-signature', { detail: 'The request is not signed as requests between nodes must be.' })
  }
}

/**
 * Checks a signed request against the signer's keys: its address, recipient, time and body. The caller checks whether
 * the request was received before. Errors: `bad-signature`; `clock-skew`, whose detail states this node's time.
 */
export async function checkRequest(
  token: string,
  keys: readonly MemberKey[],
  request: PeerRequestFacts & { member: string; now: Date },
): Promise<PeerClaims> {
  const claims = await checkHead(token, keys, request)
  checkBody(claims, request.body)
  return claims
}

const refused = (detail: string) => fail('bad-signature', { detail })

/**
 * Checks a signed request as `checkRequest` does, except its body, so that it can be refused before its body is read.
 * Errors: `bad-signature`, `clock-skew`.
 */
export async function checkHead(
  token: string,
  keys: readonly MemberKey[],
  request: Omit<PeerRequestFacts, 'body'> & { member: string; now: Date },
): Promise<PeerClaims> {
  let claims: PeerClaims
  try {
    const { payload } = await compactVerify(
      token,
      ({ kid }) => {
        const key = keys.find(({ keyId }) => keyId === kid)
        if (key === undefined) throw new errors.JWSSignatureVerificationFailed()
        return publicKeyOf(key.publicKey)
      },
      { algorithms: ['EdDSA'] },
    )
    claims = Claims.parse(JSON.parse(new TextDecoder().decode(payload)))
  } catch {
    throw refused('The signature is not one of a key that is known of this member.')
  }
  if (claims.aud !== request.member) throw refused(`This is ${request.member}, and the request is for another member.`)
  if (claims.htm !== request.method || pathOf(claims.htu) !== request.path)
    throw refused('What was signed is another request.')
  const now = request.now.getTime() / 1000
  if (Math.abs(claims.iat - now) > mostSkewSeconds || claims.exp - claims.iat > lifeSeconds)
    throw fail('clock-skew', { detail: `It is ${request.now.toISOString()} here.` })
  return claims
}

/** Checks that a body is the one that was signed. Error: `bad-signature`. */
export function checkBody(claims: PeerClaims, body: Uint8Array): void {
  if (claims.bodySha256 !== bodyHash(body)) throw refused('The body is not the one that was signed.')
}

function pathOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { pathname, search } = new URL(url)
  return pathname + search
}
