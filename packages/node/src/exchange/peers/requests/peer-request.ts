import { readFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { onlyTo } from '../../../safeguards/outbound/checked-address.ts'
import { addressesOfPeer, isLoopbackHost } from './peer-address.ts'
import { PeerFault } from './peer-fault.ts'
import { peerHeader, signRequest } from './peer-token.ts'

/**
 * TLS settings of this node: the certificates that it trusts in addition to the system's, and its own certificate and
 * key.
 */
export interface PeerTls {
  ca: string | null
  cert: string | null
  key: string | null
}
export type PeerClientDeps = Pick<CoreDeps, 'clock' | 'member' | 'nodeKey'> & { tls: PeerTls }

const usualMs = 15_000
/** Largest accepted answer by default. A page of a thousand signals has a few megabytes. */
const usualBytes = 64 * 1024 * 1024

/**
 * Sends a signed request to a peer and parses the answer. Redirects are not followed, because only the address in the
 * invitation may be used. TLS is required except on loopback. The connection goes to an address that was checked. Rejects with PeerFault:
 * `tls-required`, `address-not-allowed`, `unreachable`, `timeout`, `answer-too-large`, `answer-unreadable`, or the code with which the peer refused.
 */
export async function askPeer<T = unknown>(deps: PeerClientDeps, peer: PeerAddress, ask: PeerAsk): Promise<T> {
  return parse((await askPeerForBytes(deps, peer, ask)).bytes) as T
}

export interface PeerAddress {
  member: string
  url: string
}
export interface PeerAsk {
  method: 'GET' | 'POST'
  path: string
  body?: unknown
  timeoutMs?: number
  /** The largest accepted answer in bytes. */
  mostBytes?: number
  /** Called with the size of each part of the answer as it arrives. */
  sized?: (bytes: number) => void
  signal?: AbortSignal
}

/** Sends a signed request like `askPeer`. Returns the bytes and headers of an answer that is not JSON. */
export async function askPeerForBytes(
  deps: PeerClientDeps,
  peer: PeerAddress,
  ask: PeerAsk,
): Promise<{ bytes: Buffer; headers: IncomingHttpHeaders }> {
  const url = new URL(ask.path.replace(/^\//, ''), peer.url.endsWith('/') ? peer.url : `${peer.url}/`)
  const plain = url.protocol === 'http:'
  if (plain ? !isLoopbackHost(url.hostname) : url.protocol !== 'https:') throw new PeerFault('tls-required')
  const body = ask.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(ask.body))
  const facts = { method: ask.method, path: url.pathname + url.search, body }
  const token = await signRequest(deps.nodeKey, {
    ...facts,
    from: deps.member.id,
    to: peer.member,
    url: url.href,
    now: deps.clock(),
  })
  const headers = {
    [peerHeader]: token,
    ...(ask.body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }),
  }
  const timeoutMs = ask.timeoutMs ?? usualMs
  const begun = performance.now()
  const lookup = onlyTo(...(await within(addressesOfPeer(url.hostname), timeoutMs)))
  const options = { method: ask.method, headers, lookup, ...(ask.signal === undefined ? {} : { signal: ask.signal }) }
  const {
    status,
    bytes,
    headers: given,
  } = await new Promise<PeerReply>((resolve, reject) => {
    const sent = plain ? httpRequest(url, options) : httpsRequest(url, { ...options, agent: agentFor(deps.tls) })
    const leftMs = Math.max(0, timeoutMs - (performance.now() - begun))
    const late = setTimeout(() => sent.destroy(new PeerFault('timeout')), leftMs)
    const ended = (error: Error) => {
      clearTimeout(late)
      reject(error instanceof PeerFault ? error : new PeerFault('unreachable', error.message))
    }
    sent.on('error', ended)
    sent.on('response', (answer) => {
      const parts: Buffer[] = []
      let size = 0
      answer.on('data', (part: Buffer) => {
        size += part.length
        ask.sized?.(part.length)
        if (size > (ask.mostBytes ?? usualBytes)) sent.destroy(new PeerFault('answer-too-large'))
        else parts.push(part)
      })
      answer.on('error', ended)
      answer.on('end', () => {
        clearTimeout(late)
        resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(parts), headers: answer.headers })
      })
    })
    sent.end(body)
  })
  if (status >= 200 && status < 300) return { bytes, headers: given }
  const problem = parse(bytes)
  const { code, detail } = (problem ?? {}) as { code?: unknown; detail?: unknown }
  throw new PeerFault(typeof code === 'string' ? code : `http-${status}`, typeof detail === 'string' ? detail : null)
}

interface PeerReply {
  status: number
  bytes: Buffer
  headers: IncomingHttpHeaders
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return null
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw new PeerFault('answer-unreadable')
  }
}

/** Rejects with PeerFault `timeout` if a promise takes longer. */
async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PeerFault('timeout')), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const agents = new WeakMap<PeerTls, Agent>()
function agentFor(tls: PeerTls): Agent {
  const known = agents.get(tls)
  if (known !== undefined) return known
  const read = (file: string | null) => (file === null ? undefined : readFileSync(file))
  const [ca, cert, key] = [read(tls.ca), read(tls.cert), read(tls.key)]
  const agent = new Agent({
    keepAlive: true,
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
  })
  agents.set(tls, agent)
  return agent
}
