import { sha256 } from '../../digests/sha256.ts'
import { domainOf, readUrl, type UrlParts, urlText } from './read-url.ts'

export const urlScopes = ['url', 'path', 'host', 'domain'] as const
/** What a signal of an address stands for: this address, all that begins with its path, its host, its registrable domain with all hosts in it. */
export type UrlScope = (typeof urlScopes)[number]

/** A key under which a signal may lie, and what such a signal must stand for to apply to the address. */
export interface UrlLookup {
  key: string
  text: string
  scopes: UrlScope[]
}
export interface CanonicalUrl {
  canonical: string
  /** SHA-256 of each of `lookups`, from the address itself to the widest. */
  keys: string[]
  lookups: UrlLookup[]
  host: string | null
  domain: string | null
  /** A name or password stood before the host (finding `URL_USERINFO`); it is in none of the texts. */
  userInfo: boolean
}

const mostPrefixes = 6
const mostParents = 5

/**
 * The one form of an address that is compared, and the keys to look it up by; null where the text is no address. Takes defanged addresses, and such
 * without a scheme; the canonical form is its own. Requirements, content 3.9.
 */
export function canonicalUrl(url: string): CanonicalUrl | null {
  const parts = readUrl(url)
  if (parts === null) return null
  const canonical = urlText(parts)
  const domain = webDomain(parts)
  const texts = new Map<string, UrlScope[]>([[canonical, ['url']]])
  const add = (text: string, scope: UrlScope) => texts.set(text, [...(texts.get(text) ?? []), scope])
  if (parts.host !== '') {
    add(placeText(parts, parts.path), 'path')
    for (const prefix of pathPrefixes(parts.path)) add(placeText(parts, prefix), 'path')
    add(parts.host, 'host')
    if (domain !== null) for (const parent of parents(parts.host, domain)) add(parent, 'domain')
  }
  const lookups = [...texts].map(([text, scopes]) => ({ key: sha256(text), text, scopes }))
  return {
    canonical,
    keys: lookups.map(({ key }) => key),
    lookups,
    host: parts.host === '' ? null : parts.host,
    domain,
    userInfo: parts.userInfo,
  }
}

/**
 * Under which text and key a signal of an address and a scope lies; `scope` is narrower than asked where that says the same: a path that is the root
 * is its host. Null where the text is no address, or has nothing of the kind: a number has no domain.
 */
export function urlSignal(url: string, scope: UrlScope): UrlLookup | null {
  const parts = readUrl(url)
  if (parts === null || (scope !== 'url' && parts.host === '')) return null
  const of: Record<UrlScope, () => string | null> = {
    url: () => urlText(parts),
    path: () => placeText(parts, parts.path),
    host: () => parts.host,
    domain: () => webDomain(parts),
  }
  const stands = scope === 'path' && parts.path === '/' ? 'host' : scope
  const text = of[stands]()
  return text === null ? null : { text, key: sha256(text), scopes: [stands] }
}

const placeText = ({ scheme, host, port }: UrlParts, path: string): string => `${scheme}${host}${port}${path}`
const webDomain = ({ host }: UrlParts): string | null => (host === '' ? null : domainOf(host))

/** From the first segment on: /a, /a/b ... without the whole path. */
function pathPrefixes(path: string): string[] {
  const segments = path.split('/').slice(1, -1).slice(0, mostPrefixes)
  return segments.map((_, i) => `/${segments.slice(0, i + 1).join('/')}`)
}

/** The host itself and the hosts above it, up to its registrable domain, which is always among them. */
function parents(host: string, domain: string): string[] {
  const above: string[] = []
  for (let name = host; name.length > domain.length; name = name.slice(name.indexOf('.') + 1)) above.push(name)
  return [...above.slice(0, mostParents), domain]
}
