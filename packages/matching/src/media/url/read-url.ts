import { getDomain } from 'tldts'
import { urlRules } from '../tables/url-rules.ts'
import { refang } from './refang.ts'

/** The canonical parts of an address. */
export interface UrlParts {
  /** Empty for http and https; otherwise the scheme with its colon and slashes. */
  scheme: string
  /** The host in lower case and ASCII; empty for addresses without a host. */
  host: string
  /** The port with its colon; empty for the default port. */
  port: string
  /** The path. It begins with a slash where there is a host. */
  path: string
  /** The query with its question mark; empty where there is none. */
  query: string
  /** The fragment with its number sign; empty where there is none, or where it does not help to name a page. */
  fragment: string
  /** True if the address had a name or password, which is left out. */
  userInfo: boolean
}

const longest = 8192
const hasScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i
/** Matches an address that begins with a host. A host has letters, or it has four numbers; so 3.14 is none. */
const hostLike =
  /^(?:(?=[^/?#]*\p{L})[^\s/?#@:.]+(?:\.[^\s/?#@:.]+)+\.?|\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]+\])(?::\d+)?(?:[/?#]|$)/iu
/** Schemes whose address names no place on the web, but has content or a program in itself, or names a local file. */
const noPlace = new Set(['javascript:', 'data:', 'blob:', 'about:', 'file:', 'view-source:'])

/** Reads an address, defanged or not, with or without a scheme, into canonical parts; null where the text is not an address. */
export function readUrl(text: string): UrlParts | null {
  if (text.length > longest) return null
  const first = readOnce(text)
  // Removing the last part may expose punctuation or an alias before it, so the result is read again until it does not change.
  let parts = first
  for (let again = 0; parts !== null && again < 5; again += 1) {
    const next = readOnce(urlText(parts))
    if (next === null || urlText(next) === urlText(parts)) break
    parts = next
  }
  return first === null || parts === null ? null : { ...parts, userInfo: first.userInfo }
}

function readOnce(text: string): UrlParts | null {
  const given = refang(text)
  const whole = hasScheme.test(given) ? given : hostLike.test(given) ? `https://${given}` : null
  const url = whole === null ? null : parse(whole)
  if (url === null || noPlace.has(url.protocol)) return null
  const web = url.protocol === 'http:' || url.protocol === 'https:'
  const userInfo = url.username !== '' || url.password !== ''
  const parts: UrlParts = {
    scheme: web ? '' : url.host === '' ? url.protocol : `${url.protocol}//`,
    host: canonicalHost(url.hostname),
    port: url.port === '' || (web && (url.port === '80' || url.port === '443')) ? '' : `:${url.port}`,
    path: canonicalPath(url.pathname, url.host !== ''),
    query: canonicalQuery(url.search),
    fragment: /^#[!/]/.test(url.hash) ? canonicalEscapes(url.hash) : '',
    userInfo,
  }
  if (web && parts.host === '') return null
  return web ? withMainName(parts) : parts
}

/** Returns the registrable domain of a host by the public suffix list, including its private section; null for a suffix and for an IP address. */
export const domainOf = (host: string): string | null => getDomain(host, { allowPrivateDomains: true })

/** Joins the parts to the canonical form. */
export const urlText = ({ scheme, host, port, path, query, fragment }: UrlParts): string =>
  `${scheme}${host}${port}${path}${query}${fragment}`

function parse(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

function canonicalHost(hostname: string): string {
  let host = hostname.toLowerCase().replace(/\.+$/, '')
  for (;;) {
    const dot = host.indexOf('.')
    const rest = host.slice(dot + 1)
    if (dot < 0 || !(urlRules.views as readonly string[]).includes(host.slice(0, dot)) || domainOf(rest) === null)
      return host
    host = rest
  }
}

function canonicalPath(pathname: string, hasHost: boolean): string {
  const path = canonicalEscapes(pathname)
  if (!hasHost) return path
  const single = path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')
  return single === '' ? '/' : single
}

function canonicalQuery(search: string): string {
  const pairs = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = canonicalEscapes(pair).split('=')
      return { name, pair: canonicalEscapes(pair), value: value.join('=') }
    })
    .filter(({ name }) => !isTracker(name.toLowerCase()))
    .sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value))
  return pairs.length === 0 ? '' : `?${pairs.map(({ pair }) => pair).join('&')}`
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const isTracker = (name: string): boolean =>
  urlRules.trackers.some((tracker) =>
    tracker.endsWith('*') ? name.startsWith(tracker.slice(0, -1)) : name === tracker,
  )

/** Decodes escapes of unreserved characters (RFC 3986, 2.3) and writes others in upper case. */
const canonicalEscapes = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (written, digits: string) => {
    const letter = String.fromCharCode(Number.parseInt(digits, 16))
    return /[\w.~-]/.test(letter) ? letter : written.toUpperCase()
  })

/** Replaces the host and path of an address by the main name of its service. */
function withMainName(parts: UrlParts): UrlParts {
  const host = urlRules.hosts[parts.host] ?? parts.host
  for (const rule of urlRules.paths) {
    if (rule.host !== host || !rule.path.test(parts.path)) continue
    const [, otherHost = '', path = '', query = ''] =
      /^([^/]+)([^?]*)\??(.*)$/.exec(parts.path.replace(rule.path, rule.to)) ?? []
    const all = [query, parts.query.slice(1)].filter((some) => some !== '').join('&')
    return { ...parts, host: otherHost, path, query: canonicalQuery(`?${all}`) }
  }
  return { ...parts, host }
}
