import type { FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { fail } from './errors.ts'

/**
 * Checks the host that a browser asked for. Another name that leads to this node is refused (`host-unknown`), so that a page of a stranger
 * cannot use the session of a person by pointing its own name here (DNS rebinding). On this machine every loopback address is known. Behind
 * TLS without `ENTENTE_ORIGIN` no name is known, and none is refused: there the certificate names the host.
 *
 * The refusal names the host and the setting. The log warns of the first one only, because strangers can cause more.
 */
export function knownHosts(
  origins: readonly string[] | null,
  isPlain: boolean,
  log: Pick<Logger, 'warn'>,
): { check(host: string): void } {
  const known = new Set(origins?.map((origin) => new URL(origin).hostname))
  let hasWarned = false
  return {
    check(host) {
      const name = host.replace(/:\d*$/, '').replaceAll(/[[\]]/g, '')
      if (known.has(name) || (isPlain ? isLoopback(name) : origins === null)) return
      // The name comes from outside. Nothing but a host name is repeated.
      const shown = /^[\w.:-]{1,253}$/.test(name) ? name : 'another name'
      if (!hasWarned) log.warn({ event: 'host.unknown', host: shown, setting: 'ENTENTE_ORIGIN' })
      hasWarned = true
      const detail = `The browser asked for ${shown}. If this is the address of the desk, the operator sets ENTENTE_ORIGIN to it, for example https://node.border.example.`
      throw fail('host-unknown', { detail })
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
