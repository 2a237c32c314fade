import type { FastifyRequest } from 'fastify'
import { fail } from './errors.ts'

/**
 * Checks the host that a browser asked for. Another name that leads to this node is refused (`host-unknown`), so that a page of a stranger
 * cannot use the session of a person by pointing its own name here (DNS rebinding). On this machine every loopback address is known. Behind
 * TLS without `ENTENTE_ORIGIN` no name is known, and none is refused: there the certificate names the host.
 */
export function knownHosts(origins: readonly string[] | null, isPlain: boolean): { check(host: string): void } {
  const known = new Set(origins?.map((origin) => new URL(origin).hostname))
  return {
    check(host) {
      const name = host.replace(/:\d*$/, '').replaceAll(/[[\]]/g, '')
      const isKnown = known.has(name) || (isPlain ? isLoopback(name) : origins === null)
      if (!isKnown) throw fail('host-unknown', { detail: 'Open the desk at the address that its operator names.' })
    },
  }
}

/** Returns whether a request uses a session or is about one. Senders, members and clients of TAXII have names of their own for the node. */
export function isForSessions(
  { routeOptions, cookies }: Pick<FastifyRequest, 'routeOptions' | 'cookies'>,
  cookieName: () => string,
): boolean {
  return /^\/v1\/(session|enrol)(\/|$)/.test(routeOptions.url ?? '') || cookies[cookieName()] !== undefined
}

/**
 * Returns the name of the session's cookie. Over TLS the prefix makes browsers refuse a cookie of another host (RFC 6265bis, 4.1.3.2). On this
 * machine the name has the port, because all ports of a host share their cookies.
 */
export const sessionCookieName = ({ secure, port }: { secure: boolean; port: number }): string =>
  secure ? '__Host-entente' : `entente_session_${port}`

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
