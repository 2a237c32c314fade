import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { Actor, Purpose } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { hashKey, newKey } from '../../safeguards/access/keys.ts'
import { checkClientPassword, type GateDeps } from '../../safeguards/access/sessions/check-credential.ts'
import type { WrongKeys } from '../../safeguards/access/sessions/count-wrong-keys.ts'
import type { TaxiiUserTable } from '../../store/taxii-schema.ts'
import { TaxiiFailure } from './taxii-error.ts'

export type TaxiiUser = Selectable<TaxiiUserTable>

/**
 * Creates a TAXII client for one member and one purpose, with a new password or with a certificate. Its password and token are returned
 * only here; a client with a certificate has neither of them. Errors: `name-taken`, `certificate-taken`.
 */
export async function addUser(
  tx: Tx,
  user: { name: string; member: string; purpose: Purpose; synthetic: boolean },
  secret: { certificate: string } | { password: string; hash: string },
): Promise<{ id: string; name: string; password: string | null; token: string | null }> {
  const users = tx.db.selectFrom('taxii_user').select('id')
  if ((await users.where('name', '=', user.name).executeTakeFirst()) !== undefined) throw fail('name-taken')
  const id = randomUUID()
  const { name, member, purpose, synthetic } = user
  const columns = { id, name, member, purpose, synthetic, created_at: tx.now }
  if ('certificate' in secret) {
    const certificate = Buffer.from(secret.certificate, 'hex')
    const taken = await users.where('certificate', '=', certificate).executeTakeFirst()
    if (taken !== undefined) throw fail('certificate-taken')
    await tx.db
      .insertInto('taxii_user')
      .values({ ...columns, certificate, password_hash: null, token_hash: null })
      .execute()
    return { id, name: user.name, password: null, token: null }
  }
  const token = newKey('et')
  await tx.db
    .insertInto('taxii_user')
    .values({
      ...columns,
      ...{ password_hash: secret.hash, token_hash: token.hash },
    })
    .execute()
  return { id, name: user.name, password: secret.password, token: token.key }
}

const rememberMs = 300_000
const mostRemembered = 1000

/**
 * The certificate that a client presented in the TLS handshake. Any issuer is accepted: the handshake proves that the
 * client has the key, and the node trusts the fingerprint.
 */
export interface ShownCertificate {
  sha256: Buffer
  validFrom: Date
  validTo: Date
}

/** Reads the client certificate of a request's connection. Returns null if there was none. */
export function certificateOf(socket: unknown): ShownCertificate | null {
  const shown = (socket as Partial<TLSSocket>).getPeerX509Certificate?.()
  if (shown === undefined) return null
  const sha256 = createHash('sha256').update(shown.raw).digest()
  return { sha256, validFrom: new Date(shown.validFrom), validTo: new Date(shown.validTo) }
}

export interface TaxiiSignInDeps extends GateDeps {
  member: { id: string; name: string }
  wrongKeys: WrongKeys
}

/**
 * Creates a function that authenticates clients by Basic, by Bearer, or else by the certificate of the connection. A
 * right password is remembered for five minutes as an HMAC under a key that only this process has, so that it is not
 * hashed slowly for each request. Only a right password is remembered, and only for the stored hash that it fits: the
 * client is read from the database for each request, so a new password or a disabled client counts at once. A wrong
 * password is logged. Throws
 * TaxiiFailure; `too-many-requests` if too many passwords are being checked.
 */
export function createAuthentication(deps: TaxiiSignInDeps) {
  const right = new Map<string, { until: number; hash: string }>()
  const secret = randomBytes(32)
  return async (
    authorization: string | undefined,
    certificate: ShownCertificate | null,
    ip: string,
  ): Promise<TaxiiUser> => {
    const user = authorization === undefined ? await byCertificate(certificate) : await identify(authorization, ip)
    if (user === null || user.disabled_at !== null)
      throw new TaxiiFailure(
        401,
        'sign-in-needed',
        'Show the name and password of a TAXII user, its token, or its certificate where it has one.',
      )
    return user
  }

  async function byCertificate(shown: ShownCertificate | null): Promise<TaxiiUser | null> {
    const now = deps.clock()
    if (shown === null || now < shown.validFrom || now > shown.validTo) return null
    const users = deps.db.selectFrom('taxii_user').selectAll()
    return (await users.where('certificate', '=', shown.sha256).executeTakeFirst()) ?? null
  }

  async function identify(authorization: string, ip: string): Promise<TaxiiUser | null> {
    const users = deps.db.selectFrom('taxii_user').selectAll()
    const token = /^Bearer (\S{1,200})$/i.exec(authorization)?.[1]
    if (token !== undefined) {
      const found = await users.where('token_hash', '=', hashKey(token)).executeTakeFirst()
      if (found === undefined) await deps.wrongKeys.count(ip)
      return found ?? null
    }
    const basic = /^Basic ([A-Za-z0-9+/=_-]{1,1000})$/i.exec(authorization)?.[1]
    if (basic === undefined) return null
    const shown = Buffer.from(basic, 'base64').toString()
    const colon = shown.indexOf(':')
    if (colon < 0) return null
    const name = shown.slice(0, colon)
    const user = (await users.where('name', '=', name).executeTakeFirst()) ?? null
    const digest = createHmac('sha256', secret).update(shown).digest('base64')
    const known = right.get(digest)
    const now = deps.clock()
    if (known !== undefined && known.until > now.getTime() && user !== null && known.hash === user.password_hash)
      return user
    right.delete(digest)
    const attempt = { name, actor: user === null ? null : actorOfUser(user), ip }
    const given = shown.slice(colon + 1)
    const stored = user?.password_hash ?? null
    if (!(await checkClientPassword(deps, attempt, (admitted) => admitted.fits(stored, given)))) return null
    const oldest = right.keys().next().value
    if (right.size >= mostRemembered && oldest !== undefined) right.delete(oldest)
    right.set(digest, { until: now.getTime() + rememberMs, hash: user?.password_hash ?? '' })
    return user
  }
}

/** Returns the client as an actor for access decisions and the log. */
export const actorOfUser = (user: TaxiiUser): Actor => ({
  account: user.id,
  person: user.id,
  member: user.member,
  role: 'peer',
  teams: [],
})
