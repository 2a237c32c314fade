// The settings that name the addresses where people sign in: the desk, and the OpenID provider of the agency.
import { z } from 'zod'
import { isLoopback } from './known-hosts.ts'
import type { Origins } from './safeguards/access/credentials/passkeys.ts'
import type { OidcSettings } from './safeguards/access/oidc/provider.ts'

export class ConfigError extends Error {
  readonly code = 'configuration-invalid'
}

type Given = Partial<
  Record<
    | 'ENTENTE_ORIGIN'
    | 'ENTENTE_ORIGINS'
    | 'ENTENTE_OIDC_ISSUER'
    | 'ENTENTE_OIDC_CLIENT_ID'
    | 'ENTENTE_OIDC_SECRET_FILE'
    | 'ENTENTE_OIDC_NAME',
    string | undefined
  >
>

/** `https://node.border.example`, or http on this machine only, as browsers allow it. */
export const Origin = z
  .string()
  .regex(/^(https:\/\/[a-z0-9.-]+|http:\/\/localhost)(:\d{1,5})?$/, 'is no address such as https://node.border.example')
/** The `iss` of an OpenID provider; http on this machine only. It has no query and no fragment (OpenID Connect Discovery 1.0, 3). */
export const Issuer = z
  .string()
  .max(500)
  .refine(isIssuer, 'is no address of a provider such as https://login.border.example')

function isIssuer(text: string): boolean {
  if (!URL.canParse(text) || /[?#\s]/.test(text)) return false
  const { protocol, hostname, username } = new URL(text)
  const isHere = isLoopback(hostname.replaceAll(/[[\]]/g, ''))
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && isHere))
}

/** Returns the origins of the desk, the one of the passkeys first; null if the operator named none. */
export function originsOf(e: Given): string[] | null {
  const further = (e.ENTENTE_ORIGINS ?? '').split(',').flatMap((origin) => origin.trim() || [])
  if (e.ENTENTE_ORIGIN === undefined) {
    if (further.length > 0) throw new ConfigError('ENTENTE_ORIGINS needs ENTENTE_ORIGIN')
    return null
  }
  const wrong = further.find((origin) => !Origin.safeParse(origin).success)
  if (wrong !== undefined)
    throw new ConfigError(`ENTENTE_ORIGINS: ${wrong} is no address such as https://node.border.example`)
  if (further.length > 4) throw new ConfigError('ENTENTE_ORIGINS: at most four further addresses')
  return [e.ENTENTE_ORIGIN, ...further]
}

/**
 * Returns the host of the passkeys with the origins of the desk; null behind TLS or a proxy without `ENTENTE_ORIGIN`. On this machine the
 * host is `localhost`, because a passkey cannot be made for an IP address.
 */
export function originsAt(
  config: { origins: readonly string[] | null; tls: unknown; trustProxy: unknown },
  port: number,
): Origins | null {
  const isPlain = config.tls === null && config.trustProxy === null
  const origins = config.origins ?? (isPlain ? [`http://localhost:${port}`] : null)
  return origins === null ? null : { rpId: new URL(origins[0] as string).hostname, origins }
}

/** Returns the settings of the agency's OpenID provider; null if none is named. `isSecure`: the node is behind TLS or a proxy. */
export function oidcOf(e: Given, isSecure: boolean): OidcSettings | null {
  const [issuer, clientId, secretFile] = [e.ENTENTE_OIDC_ISSUER, e.ENTENTE_OIDC_CLIENT_ID, e.ENTENTE_OIDC_SECRET_FILE]
  if (issuer === undefined && clientId === undefined && secretFile === undefined) return null
  if (issuer === undefined || clientId === undefined || secretFile === undefined)
    throw new ConfigError('ENTENTE_OIDC_ISSUER, ENTENTE_OIDC_CLIENT_ID and ENTENTE_OIDC_SECRET_FILE belong together')
  // The provider sends people back to this address, which it must know.
  if (isSecure && e.ENTENTE_ORIGIN === undefined)
    throw new ConfigError('ENTENTE_OIDC_ISSUER needs ENTENTE_ORIGIN behind TLS or a proxy')
  return { issuer, clientId, secretFile, name: e.ENTENTE_OIDC_NAME ?? new URL(issuer).hostname }
}
