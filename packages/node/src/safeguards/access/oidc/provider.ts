import { readFileSync, statSync } from 'node:fs'
import { createRemoteJWKSet, type JWTVerifyGetKey, customFetch as keysFetch } from 'jose'
import type { ClientAuth, Configuration } from 'openid-client'
import type { Logger } from 'pino'
import { fail } from '../../../errors.ts'
import { askOnly, type ProviderLimits, ProviderSilent } from './ask-provider.ts'
import { type Logout, readLogoutToken } from './read-logout-token.ts'

/** The OpenID provider of the agency, as the operator named it. */
export interface OidcSettings {
  /** The `iss` of its tokens. */
  issuer: string
  clientId: string
  secretFile: string
  /** Its name on the sign-in page. */
  name: string
}
/** What a browser keeps, sealed, while its person is at the provider. */
export interface Flow {
  state: string
  nonce: string
  /** The code verifier of PKCE (RFC 7636). */
  verifier: string
}
/** The person whom the provider named, and its id of its own session if it has one. E-mail, name and roles are not read. */
export interface ShownSubject {
  subject: string
  sid: string | null
}
export interface Provider {
  issuer: string
  name: string
  /** Returns the address of the provider where a person signs in, who then comes back to `back`. Throws `provider-unavailable`. */
  begin(back: string): Promise<{ address: URL; flow: Flow }>
  /**
   * Redeems the code with which a person came back. Returns null for an answer that does not hold, and `cancelled` if the person or the
   * provider refused. Throws `provider-unavailable`.
   */
  finish(answer: URL, flow: Flow): Promise<ShownSubject | 'cancelled' | null>
  /** Reads a logout token; null for one that does not hold. Throws `provider-unavailable`. */
  readLogout(token: string): Promise<Logout | null>
  /** Asks the provider for its description. Rejects with a sentence for the operator. */
  check(): Promise<void>
}

const usualLimits: ProviderLimits = { milliseconds: 4000, bytes: 256 * 1024 }
/** The description of the provider and the secret are read again after this time. */
const keptMs = 10 * 60_000
/** After a failure the provider is not asked for its description for this time. */
const pauseMs = 5000

/** Loaded with the first sign-in by the provider: a node without one never needs it. */
const library = () => import('openid-client')

interface Known {
  config: Configuration
  keys: JWTVerifyGetKey
  at: number
}

/**
 * Makes the client of an OpenID provider: code flow with PKCE, `state` and `nonce` (OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 9207). The
 * signature of each ID token is checked with the provider's published keys, although the token comes over TLS, and only asymmetric ones count.
 */
export function createProvider(
  settings: OidcSettings,
  { clock, log, limits = usualLimits }: { clock: () => Date; log: Pick<Logger, 'warn'>; limits?: ProviderLimits },
): Provider {
  const ask = askOnly(settings.issuer, limits)
  let known: Known | null = null
  let asking: Promise<Known> | null = null
  let failedAt = Number.NEGATIVE_INFINITY

  /** Returns the description of the provider. Requests at the same time share one question. Throws `provider-unavailable`. */
  async function describe(): Promise<Known> {
    const now = clock().getTime()
    if (known !== null && now - known.at < keptMs) return known
    // Not logged: strangers may ask often.
    if (asking === null && now - failedAt < pauseMs) throw fail('provider-unavailable')
    asking ??= discover(settings, ask, limits)
      .then((found) => {
        known = { ...found, at: clock().getTime() }
        return known
      })
      .catch((error: unknown) => {
        failedAt = clock().getTime()
        throw unavailable(error)
      })
      .finally(() => {
        asking = null
      })
    return asking
  }
  const unavailable = (error: unknown) => {
    log.warn({ event: 'oidc.failed', reason: reasonOf(error) })
    return fail('provider-unavailable')
  }

  return {
    issuer: settings.issuer,
    name: settings.name,
    async begin(back) {
      const { config } = await describe()
      const openid = await library()
      const flow = {
        ...{ state: openid.randomState(), nonce: openid.randomNonce() },
        verifier: openid.randomPKCECodeVerifier(),
      }
      const address = openid.buildAuthorizationUrl(config, {
        ...{ redirect_uri: back, scope: 'openid', state: flow.state, nonce: flow.nonce },
        code_challenge: await openid.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
      })
      return { address, flow }
    },
    async finish(answer, { state, nonce, verifier }) {
      const { config } = await describe()
      const openid = await library()
      try {
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
        const tokens = await openid.authorizationCodeGrant(config, answer, checks)
        const claims = tokens.claims()
        if (claims === undefined || claims.sub === '' || claims.sub.length > mostOfId) return null
        const { sub, sid } = claims
        return { subject: sub, sid: typeof sid === 'string' && sid.length <= mostOfId ? sid : null }
      } catch (error) {
        if (error instanceof openid.AuthorizationResponseError && error.error === 'access_denied') return 'cancelled'
        if (isTroubleOf(openid, error)) throw unavailable(error)
        log.warn({ event: 'oidc.refused', reason: reasonOf(error) })
        return null
      }
    },
    async readLogout(token) {
      const { keys } = await describe()
      try {
        return await readLogoutToken(token, { ...settings, keys, now: clock() })
      } catch (error) {
        throw unavailable(error)
      }
    },
    async check() {
      await discover(settings, ask, limits)
    },
  }
}

/** `sub` has at most 255 characters (OpenID Connect Core 1.0, 2). */
const mostOfId = 255

/** Returns whether a failure is the provider's or the operator's, and no answer that a stranger made up. */
function isTroubleOf(openid: Awaited<ReturnType<typeof library>>, error: unknown): boolean {
  if (error instanceof openid.ResponseBodyError) return error.error !== 'invalid_grant'
  return [ProviderSilent, openid.AuthorizationResponseError, openid.WWWAuthenticateChallengeError].some(
    (kind) => error instanceof kind,
  )
}

/** Returns what failed, for the operator. It has no value of a token and no code. */
function reasonOf(error: unknown): string {
  if (error instanceof ProviderSilent || error instanceof SecretFileWrong) return error.message
  const { code, error: answered } = error as { code?: unknown; error?: unknown }
  return [code, answered].filter((part) => typeof part === 'string' && part.length < 80).join(' ') || 'unknown'
}

/** Reads the description of the provider and checks it. Throws ProviderSilent, SecretFileWrong, or an error of openid-client. */
async function discover(
  settings: OidcSettings,
  ask: ReturnType<typeof askOnly>,
  limits: ProviderLimits,
): Promise<Omit<Known, 'at'>> {
  const secret = readClientSecret(settings.secretFile)
  const openid = await library()
  const isHere = settings.issuer.startsWith('http:')
  const config = await openid.discovery(
    new URL(settings.issuer),
    settings.clientId,
    undefined,
    authBy(openid.ClientSecretBasic(secret), openid.ClientSecretPost(secret)),
    {
      [openid.customFetch]: ask,
      // Without this check the signature of an ID token would not be looked at.
      execute: [openid.enableNonRepudiationChecks, ...(isHere ? [openid.allowInsecureRequests] : [])],
    },
  )
  const { issuer, jwks_uri: keysAt, ...found } = config.serverMetadata()
  if (issuer !== settings.issuer) throw new ProviderSilent('a description of another issuer')
  const { origin } = new URL(settings.issuer)
  for (const endpoint of [keysAt, found.authorization_endpoint, found.token_endpoint])
    if (endpoint === undefined || !URL.canParse(endpoint) || new URL(endpoint).origin !== origin)
      throw new ProviderSilent('a description that names another host')
  const keys = createRemoteJWKSet(new URL(keysAt as string), {
    [keysFetch]: ask,
    timeoutDuration: limits.milliseconds,
  })
  return { config, keys }
}

/** The secret goes into the header, unless the provider takes it only in the body (OpenID Connect Core 1.0, 9). */
const authBy =
  (basic: ClientAuth, post: ClientAuth): ClientAuth =>
  (as, ...rest) =>
    (as.token_endpoint_auth_methods_supported?.includes('client_secret_basic') === false ? post : basic)(as, ...rest)

class SecretFileWrong extends Error {}

/** Reads the secret of the client. Throws with a sentence for the operator if the file is missing, empty, or open to other users. */
function readClientSecret(file: string): string {
  let secret: string
  try {
    const { mode, size } = statSync(file)
    if ((mode & 0o077) !== 0)
      throw new SecretFileWrong(`ENTENTE_OIDC_SECRET_FILE: other users may open ${file}: chmod 600`)
    if (size > 4096) throw new SecretFileWrong(`ENTENTE_OIDC_SECRET_FILE: ${file} is too large for a secret`)
    secret = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (error instanceof SecretFileWrong) throw error
    const { code = 'unreadable' } = error as { code?: string }
    throw new SecretFileWrong(`ENTENTE_OIDC_SECRET_FILE: ${file} cannot be read (${code})`)
  }
  if (secret === '') throw new SecretFileWrong(`ENTENTE_OIDC_SECRET_FILE: ${file} is empty`)
  return secret
}
