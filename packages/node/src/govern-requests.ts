import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Failure } from './errors.ts'
import type { App } from './safeguards/access/http.ts'
import { sourceAddress } from './safeguards/access/sessions/source-address.ts'
import { Budget, type BudgetState, type Lease } from './safeguards/governor/budget.ts'
import { whenReplyEnds } from './safeguards/governor/when-reply-ends.ts'
import { proxiesOf } from './safeguards/networks/trusted-proxies.ts'

export interface RequestLimits {
  /** Bytes of bodies in memory, over all callers. */
  bodyBytes: number
  /** Seconds in which every body may arrive, however small its rate is. */
  bodySeconds: number
  sockets: number
  socketsOfAddress: number
}
/** The settings of the HTTP server that end connections whose TLS handshake or headers do not arrive. */
export const serverTimeouts = { handshakeTimeout: 10_000, headersTimeout: 15_000, connectionsCheckingInterval: 5000 }

/** After the first seconds, a body must have arrived at this many bytes a second on average. */
const leastRate = 16 * 1024
const sweepMs = 1000
/**
 * The bytes of bodies that a kind of callers may use together, and that one of them may use, as parts of all bytes. No kind of callers can
 * use the part of another. `known` callers have a session or a key, `peer` callers signed the request as an active member.
 */
const partsOfBodies = {
  known: { name: 'body-bytes', all: 3 / 4, each: 3 / 8 },
  peer: { name: 'body-bytes-of-peers', all: 1 / 8, each: 1 / 16 },
  stranger: { name: 'body-bytes-of-strangers', all: 1 / 8, each: 1 / 32 },
}
type Kind = keyof typeof partsOfBodies
/** With fewer bytes, a sender could not send its largest message (50 MiB), and a peer not its largest body (10 MiB). */
export const leastBodyBytes = 160 * 1024 * 1024
/** A body that is read as a stream keeps at most this many bytes in memory. */
const streamedBytes = 8 * 1024 * 1024
/** Requests of one address may be this many times its sockets, because sockets may carry several at once. */
const requestsPerSocket = 2

interface Arriving {
  request: FastifyRequest
  raw: IncomingMessage
  /** Milliseconds in which the node could read the body. */
  readMs: number
  /** Bytes that the connection had received when the body began. */
  before: number
  lease: Lease
  /** Bytes in the lease, and how many there may be; null if the length was declared. */
  growing: { counted: number; most: number } | null
}

/**
 * Limits what callers make the server hold: connections and requests by address and in sum, and bytes of bodies by caller and in sum. A body
 * whose length is declared is refused before it is read (`too-many-requests`, `overloaded`); others are counted while they arrive. A body
 * that arrives too slowly, or grows beyond the limits, ends its connection with status 408 or 503.
 *
 * Behind a trusted proxy the addresses are those that the proxy forwards, and its connections have no limit by address.
 */
export function governRequests(
  app: App,
  limits: RequestLimits,
  trustProxy: string | null,
): { states(): BudgetState[]; stop(): void } {
  const { bodyBytes, sockets: mostSockets, socketsOfAddress } = limits
  const sockets = new Budget({ name: 'sockets', total: mostSockets, each: socketsOfAddress })
  const requests = new Budget({
    name: 'requests',
    total: mostSockets * requestsPerSocket,
    each: socketsOfAddress * requestsPerSocket,
  })
  const budgetOf = (kind: Kind) => {
    const { name, all, each } = partsOfBodies[kind]
    return new Budget({ name, total: Math.floor(bodyBytes * all), each: Math.floor(bodyBytes * each) })
  }
  const bodies = { known: budgetOf('known'), peer: budgetOf('peer'), stranger: budgetOf('stranger') }
  let slow = 0
  const arriving = new Set<Arriving>()
  const isProxy = proxiesOf(trustProxy)

  const idle = new IdleConnections()
  const ownerOf = ({ remoteAddress = '', remotePort = 0 }: Socket) =>
    isProxy(remoteAddress) ? `proxy:${remotePort}` : sourceAddress(remoteAddress)

  app.server.on('connection', (socket: Socket) => {
    const owner = ownerOf(socket)
    try {
      const lease = sockets.take({ caller: owner })
      socket.once('close', () => lease.release())
    } catch (error) {
      socket.destroy()
      // Connections that only wait make room for those that have a request.
      idle.close((error as Failure).code === 'too-many-requests' ? owner : idle.mostOf())
    }
  })

  app.addHook('onRequest', async (request, reply) => {
    const { socket } = request.raw
    const owner = ownerOf(socket)
    idle.begin(owner, socket)
    whenReplyEnds(request, reply, () => idle.end(owner, socket))
    const lease = requests.take({ caller: sourceAddress(request.ip) })
    whenReplyEnds(request, reply, () => lease.release())
  })
  // At this point the caller is known, and nothing of the body was read by the node.
  app.addHook('preParsing', (request, reply, _payload, done) => {
    const { headers, socket } = request.raw
    const isChunked = headers['transfer-encoding'] !== undefined
    const length = isChunked ? 0 : Number(headers['content-length'] ?? 0)
    if (!isChunked && !(length > 0)) return done()
    // A longer body is read as a stream, or is refused once it is too long.
    const most = isStreamed(request) ? streamedBytes : request.routeOptions.bodyLimit
    let lease: Lease
    try {
      const { kind, caller } = callerOf(request)
      lease = bodies[kind].take({ caller, units: Math.min(length, most) })
    } catch (error) {
      reply.header('connection', 'close')
      return done(error as Error)
    }
    const growing = isChunked ? { counted: 0, most } : null
    const body = { request, raw: request.raw, readMs: 0, before: socket.bytesRead, lease, growing }
    arriving.add(body)
    whenReplyEnds(request, reply, () => {
      arriving.delete(body)
      lease.release()
    })
    done()
  })

  const sweep = setInterval(() => {
    for (const body of arriving) {
      const { raw, before, lease, growing } = body
      const { socket } = raw
      const received = socket.bytesRead - before
      if (growing !== null) {
        const more = Math.min(received, growing.most) - growing.counted
        try {
          if (more > 0) lease.add(more)
          growing.counted += Math.max(0, more)
        } catch {
          endWith(body, '503 Service Unavailable')
          continue
        }
      }
      if (raw.complete) {
        if (growing === null) arriving.delete(body)
        continue
      }
      // A sweep counts as one interval, however late it is: a node that was busy did not read. Nor did it read into a full buffer.
      if (raw.readableLength < raw.readableHighWaterMark) body.readMs += sweepMs
      const late = body.readMs - limits.bodySeconds * 1000
      if (late > 0 && received < (late / 1000) * leastRate + 1) {
        slow += 1
        endWith(body, '408 Request Timeout')
      }
    }
  }, sweepMs)
  sweep.unref()

  function endWith(body: Arriving, status: string): void {
    arriving.delete(body)
    const { socket } = body.raw
    if (socket.writable) socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nRetry-After: 5\r\n\r\n`)
    socket.destroySoon()
  }

  return {
    states: () => [
      ...[sockets, requests, ...Object.values(bodies)].map((budget) => budget.state()),
      { name: 'slow-bodies', limit: 0, inUse: arriving.size, refused: { caller: slow, total: 0 } },
    ],
    stop: () => clearInterval(sweep),
  }
}

/** The connections that wait for a next request, by their owner: an address, or one connection of a proxy. */
class IdleConnections {
  readonly #idle = new Map<string, Set<Socket>>()
  readonly #running = new WeakMap<Socket, number>()

  begin(owner: string, socket: Socket): void {
    if (!this.#running.has(socket)) socket.once('close', () => this.#remove(owner, socket))
    this.#running.set(socket, (this.#running.get(socket) ?? 0) + 1)
    this.#remove(owner, socket)
  }

  end(owner: string, socket: Socket): void {
    const running = (this.#running.get(socket) ?? 1) - 1
    this.#running.set(socket, running)
    if (running > 0 || socket.destroyed) return
    this.#idle.set(owner, (this.#idle.get(owner) ?? new Set()).add(socket))
  }

  /** Returns the owner of the most idle connections. */
  mostOf(): string | undefined {
    let most: string | undefined
    for (const [owner, { size }] of this.#idle) if (size > (this.#idle.get(most ?? '')?.size ?? 0)) most = owner
    return most
  }

  close(owner: string | undefined): void {
    for (const socket of this.#idle.get(owner ?? '') ?? []) socket.destroy()
  }

  #remove(owner: string, socket: Socket): void {
    const idle = this.#idle.get(owner)
    idle?.delete(socket)
    if (idle?.size === 0) this.#idle.delete(owner)
  }
}

function isStreamed({ routeOptions, headers }: FastifyRequest): boolean {
  const { streams } = routeOptions.config
  return streams === 'always' || (streams === 'forms' && /^multipart\/form-data/i.test(headers['content-type'] ?? ''))
}

/** The caller to whom bytes of a body count: a sender, an account, a client of TAXII, a member, or else the address. */
function callerOf(request: FastifyRequest): { kind: Kind; caller: string } {
  const account = request.actor?.account ?? request.taxiiUser?.id
  if (account !== undefined) return { kind: 'known', caller: account }
  if (request.signedBy != null) return { kind: 'peer', caller: request.signedBy }
  return { kind: 'stranger', caller: sourceAddress(request.ip) }
}
