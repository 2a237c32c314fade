import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'

/** Why a POST did not arrive: `status-503`, `address-not-allowed`, `scheme`, `unreachable`, `no-answer-in-time`. Holds nothing of the answer. */
export class CallbackError extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

const timeoutMs = 10_000

/**
 * POSTs to an address that somebody outside chose. The name is resolved once and the connection goes to what was checked, so that it cannot point
 * into the node's own network; redirects are not followed. Throws CallbackError.
 */
export async function postToCallback(
  url: string,
  headers: Record<string, string>,
  body: Uint8Array,
  options: { allowPrivate: boolean },
): Promise<void> {
  const target = new URL(url)
  const secure = target.protocol === 'https:'
  if (!secure && !(target.protocol === 'http:' && options.allowPrivate)) throw new CallbackError('scheme')
  const address = await resolve(target.hostname.replace(/^\[|\]$/g, ''), options.allowPrivate)
  const request: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': String(body.byteLength) },
    timeout: timeoutMs,
    agent: false,
    lookup: (_name, wanted, callback) => {
      // Either form of Node's lookup gets the address that was checked, and no other.
      const all = typeof wanted === 'object' && wanted.all === true
      const answer = callback as (error: null, address: unknown, family?: number) => void
      if (all) answer(null, [address])
      else answer(null, address.address, address.family)
    },
  }
  const status = await new Promise<number>((fulfil, reject) => {
    const answered = (response: IncomingMessage) => {
      response.resume()
      fulfil(response.statusCode ?? 0)
    }
    const sent = secure ? httpsRequest(target, request, answered) : httpRequest(target, request, answered)
    const overall = setTimeout(() => sent.destroy(new CallbackError('no-answer-in-time')), timeoutMs)
    sent.on('timeout', () => sent.destroy(new CallbackError('no-answer-in-time')))
    sent.on('error', (error) => reject(error instanceof CallbackError ? error : new CallbackError('unreachable')))
    sent.on('close', () => clearTimeout(overall))
    sent.end(body)
  })
  if (status < 200 || status > 299) throw new CallbackError(`status-${status}`)
}

async function resolve(host: string, allowPrivate: boolean): Promise<{ address: string; family: number }> {
  const family = isIP(host)
  const found =
    family > 0
      ? [{ address: host, family }]
      : await lookup(host, { all: true, verbatim: true }).catch(() => {
          throw new CallbackError('unreachable')
        })
  // One private address among public ones is enough to refuse the name.
  if (!allowPrivate && found.some((one) => isPrivate(one.address))) throw new CallbackError('address-not-allowed')
  const first = found[0]
  if (first === undefined) throw new CallbackError('unreachable')
  return first
}

const closed = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  closed.addSubnet(net, bits, 'ipv4')
}
for (const [net, bits] of [
  // Also what wraps an IPv4 address: compatible, translated (NAT64, also local), 6to4, Teredo.
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  closed.addSubnet(net, bits, 'ipv6')
}

/** Loopback, private, link-local, documentation, multicast, reserved; also where IPv6 wraps such an IPv4 address. */
export function isPrivate(address: string): boolean {
  const wrapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (wrapped !== undefined) return isPrivate(wrapped)
  return closed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
