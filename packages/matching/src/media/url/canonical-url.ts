import { sha256 } from '../../digests/sha256.ts'
import { domainOf, readUrl, type UrlParts, urlText } from './read-url.ts'

export const urlScopes = ['url', 'path', 'host', 'domain'] as const
/** States to which addresses a signal applies: this address, all addresses below its path, its host, or its registrable domain with all hosts. */
export type UrlScope = (typeof urlScopes)[number]

/** A key for looking up signals. A signal with this key applies to the address if it has one of these scopes. */
export interface UrlLookup {
  key: string
  text: string
  scopes: UrlScope[]
}
export interface CanonicalUrl {
  canonical: string
  /** The keys of `lookups`: SHA-256 hashes, from the address itself to the widest scope. */
  keys: string[]
  lookups: UrlLookup[]
  host: string | null
  domain: string | null
  /** The address had a name or password before the host (finding `URL_USERINFO`). None of the texts contains it. */
  userInfo: boolean
}

const mostPrefixes = 6
const mostParents = 5

/**
 * Returns the canonical form of an address and its lookup keys; null where the text is not an address. Accepts defanged addresses and addresses
 * without a scheme. This project defines the canonical form, based on the URL standard (WHATWG). Canonicalising a canonical form does not change it.
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
 * Returns the text and the key under which a signal for an address and a scope is stored. The scope of a root path is its host. Returns null where
 * the text is not an address or has no such part: an IP address has no domain.
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
  const actual = scope === 'path' && parts.path === '/' ? 'host' : scope
  const text = of[actual]()
  return text === null ? null : { text, key: sha256(text), scopes: [actual] }
}

const placeText = ({ scheme, host, port }: UrlParts, path: string): string => `${scheme}${host}${port}${path}`
const webDomain = ({ host }: UrlParts): string | null => (host === '' ? null : domainOf(host))

/** Lists the prefixes of a path: /a, /a/b and so on, without the whole path. */
function pathPrefixes(path: string): string[] {
  const segments = path.split('/').slice(1, -1).slice(0, mostPrefixes)
  return segments.map((_, i) => `/${segments.slice(0, i + 1).join('/')}`)
}

/** Lists the host and its parent hosts. The list always ends with the registrable domain. */
function parents(host: string, domain: string): string[] {
  const above: string[] = []
  for (let name = host; name.length > domain.length; name = name.slice(name.indexOf('.') + 1)) above.push(name)
  return [...above.slice(0, mostParents), domain]
}
