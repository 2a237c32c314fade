import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Networks } from '../../safeguards/networks/read-networks.ts'
import {
  type AddressRules,
  type CheckedAddress,
  checkedAddresses,
  onlyTo,
} from '../../safeguards/outbound/checked-address.ts'
import { isPublicAddress } from '../../safeguards/outbound/public-address.ts'
import { temporaryPrefixes } from '../confine/temporary-folders.ts'

export interface FetchRules extends AddressRules {
  /** Exact hosts, or `.suffix` for all hosts below it. Null: any host. */
  hosts: readonly string[] | null
  /** Limit of the body in bytes, compressed and decompressed. */
  maxBytes: number
  ports?: readonly number[]
  /** Internal networks that the operator approved for content, besides public addresses. */
  networks?: Networks | null
  /** Further ports, in these networks only. */
  innerPorts?: readonly number[]
  redirects?: number
  /**
   * A request other than a plain GET, to a service that an officer configured. It is never redirected, which would send
   * its key elsewhere.
   */
  request?: { method: 'GET' | 'POST'; headers: Readonly<Record<string, string>>; body: string | null }
  connectMs?: number
  totalMs?: number
}

/**
 * Thrown if nothing was fetched. The code is `url-forbidden` for every reason but size, for an internal address as for
 * a host that does not answer: a client must not learn from the answer which hosts are near the node.
 */
export class FetchRefused extends Error {
  readonly code: 'url-forbidden' | 'too-large'
  constructor(code: 'url-forbidden' | 'too-large') {
    super(code)
    this.code = code
  }
}

export interface Fetched {
  path: string
  /** Removes the file. */
  release: () => Promise<void>
}

const standardPorts = [80, 443]

/**
 * Fetches an address from outside into a temporary file. It allows http and https on their own ports only and no user
 * info, checks every address of every host before it connects, and sends no cookies and no credentials, through no
 * proxy. An internal address is fetched from only inside an approved network: by its plain text form, or by a host on
 * the list whose addresses are all inside. Null rules: fetching is switched off. Rejects with FetchRefused.
 */
export async function fetchUrl(url: string, rules: FetchRules | null): Promise<Fetched> {
  if (rules === null) throw new FetchRefused('url-forbidden')
  const folder = await mkdtemp(join(tmpdir(), temporaryPrefixes.fetch))
  const release = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'body')
  try {
    await follow(url, rules, path, AbortSignal.timeout(rules.totalMs ?? 60_000))
    return { path, release }
  } catch (error) {
    await release()
    throw error instanceof FetchRefused ? error : new FetchRefused('url-forbidden')
  }
}

async function follow(first: string, rules: FetchRules, path: string, signal: AbortSignal): Promise<void> {
  let url = first
  let before: URL | null = null
  for (let left = rules.redirects ?? 3; left >= 0; left -= 1) {
    const target = checkUrl(url, before, rules)
    const response = await get(target, rules, signal)
    const { statusCode = 0, headers } = response
    if (statusCode === 200) return store(response, rules.maxBytes, path, signal)
    response.destroy()
    if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) break
    url = headers.location
    before = target
  }
  throw new FetchRefused('url-forbidden')
}

/** Reads an address; `before` is the address that redirected to it. */
function checkUrl(text: string, before: URL | null, rules: FetchRules): URL {
  const { hosts, ports = standardPorts, innerPorts = [], request, permits } = rules
  const url = URL.canParse(text, before?.href) ? new URL(text, before?.href) : null
  const standard = url?.protocol === 'http:' ? 80 : url?.protocol === 'https:' ? 443 : null
  const port = url?.port ? Number(url.port) : standard
  // A key is sent over https only, except to an address that the rules permit by name.
  const secret = request !== undefined && permits === undefined && url?.protocol !== 'https:'
  const isPort = port !== null && (ports.includes(port) || innerPorts.includes(port))
  const sound = url !== null && standard !== null && isPort && !secret
  if (!sound || url.username !== '' || url.password !== '') throw new FetchRefused('url-forbidden')
  const address = url.hostname.replace(/^\[|\]$/g, '')
  const isInner = networkOf(address, rules) !== null
  // Other forms of an internal address, such as one number, are how a client hides where it leads.
  if (isInner && url.host !== before?.host && !isWritten(text, url)) throw new FetchRefused('url-forbidden')
  if (!isInner && !isHostAllowed(url.hostname, hosts)) throw new FetchRefused('url-forbidden')
  return url
}

const networkOf = (address: string, { networks }: FetchRules): string | null => networks?.networkOf(address) ?? null
const isWritten = (text: string, { protocol, host }: URL): boolean =>
  text.trim().toLowerCase().startsWith(`${protocol}//${host}`)

/** Resolves a host once and checks its addresses: they are all public, or all in an approved network. */
async function addressFor(url: URL, rules: FetchRules): Promise<CheckedAddress> {
  const { ports = standardPorts, permits = isPublicAddress } = rules
  const found = await checkedAddresses(url.hostname, {
    ...rules,
    permits: (address) => permits(address) || networkOf(address, rules) !== null,
  })
  const inner = found.filter(({ address }) => networkOf(address, rules) !== null)
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const isPort = inner.length > 0 || ports.includes(port)
  if (!isPort || (inner.length > 0 && inner.length < found.length)) throw new FetchRefused('url-forbidden')
  return found[0] as CheckedAddress
}

async function get(url: URL, rules: FetchRules, signal: AbortSignal): Promise<IncomingMessage> {
  const address = await within(addressFor(url, rules), signal)
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      // No agent is shared, and none reads a proxy from the environment.
      agent: false,
      method: rules.request?.method ?? 'GET',
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'entente', ...rules.request?.headers },
      lookup: onlyTo(address),
      signal,
    })
    const connecting = setTimeout(() => asked.destroy(new Error('connect')), rules.connectMs ?? 10_000)
    asked.on('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting))
    })
    asked.on('response', resolve)
    asked.on('error', reject)
    asked.on('close', () => clearTimeout(connecting))
    asked.end(rules.request?.body ?? undefined)
  })
}

function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('time')), { once: true })
    work.then(resolve, reject)
  })
}

/** Stores a body, decompressed if the server compressed it unasked. Bytes are limited before and after. */
async function store(response: IncomingMessage, most: number, path: string, signal: AbortSignal): Promise<void> {
  if (Number(response.headers['content-length'] ?? 0) > most) {
    response.destroy()
    throw new FetchRefused('too-large')
  }
  const unpackers = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const unpack = Object.hasOwn(unpackers, encoding) ? unpackers[encoding as keyof typeof unpackers]() : null
  if (unpack === null && encoding !== 'identity' && encoding !== '') {
    response.destroy()
    throw new FetchRefused('url-forbidden')
  }
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  if (unpack === null) await pipeline(response, atMost(most), file, { signal })
  else await pipeline(response, atMost(most), unpack, atMost(most), file, { signal })
}

function atMost(most: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > most) done(new FetchRefused('too-large'))
      else done(null, chunk)
    },
  })
}

/**
 * Returns whether a host is on a list of exact hosts and `.suffix`es (all hosts below, not the domain itself). Null
 * allows any host. Case and a final dot are ignored.
 */
export function isHostAllowed(host: string, allowed: readonly string[] | null): boolean {
  if (allowed === null) return true
  const name = plain(host)
  return allowed.map(plain).some((rule) => (rule.startsWith('.') ? name.endsWith(rule) : name === rule))
}

const plain = (host: string): string => host.toLowerCase().replace(/\.$/, '')
