import { expect, test, vi } from 'vitest'
import type { Failure } from './errors.ts'
import { knownHosts } from './known-hosts.ts'

const isKnown = (origins: readonly string[] | null, isPlain: boolean, host: string): boolean => {
  try {
    knownHosts(origins, isPlain, { warn: () => {} }).check(host)
    return true
  } catch {
    return false
  }
}

test('bad input 15: on this machine every loopback address is known, and no other name', () => {
  const hosts = [
    'localhost:8400',
    '127.0.0.1:8400',
    '[::1]:8400',
    '127.8.9.1',
    'evil.example:8400',
    'localhost.evil.example',
    '',
  ]
  expect(hosts.filter((host) => isKnown(null, true, host))).toEqual(hosts.slice(0, 4))
})

test('bad input 15: over TLS the hosts of the origins are known, at every port', () => {
  const origins = ['https://node.border.example', 'https://desk.border.example:8443']
  const hosts = [
    'node.border.example',
    'desk.border.example:8443',
    'desk.border.example',
    'localhost:8400',
    'evil.example',
  ]
  expect(hosts.filter((host) => isKnown(origins, false, host))).toEqual(hosts.slice(0, 3))
})

test('over TLS without an origin no name is refused: the certificate names the host', () => {
  expect(isKnown(null, false, 'node.border.example')).toBe(true)
})

test('a refusal names the host and ENTENTE_ORIGIN, and the log warns once', () => {
  const warn = vi.fn()
  const hosts = knownHosts(null, true, { warn })
  const refusalOf = (host: string) => {
    try {
      hosts.check(host)
    } catch (error) {
      return (error as Failure).fields.detail
    }
    return null
  }
  expect(refusalOf('desk.border.example:443')).toMatch(/asked for desk\.border\.example\..*ENTENTE_ORIGIN/)
  expect(refusalOf('<script>alert(1)</script>')).toMatch(/asked for another name\./)
  expect(warn.mock.calls).toEqual([
    [expect.objectContaining({ host: 'desk.border.example', setting: 'ENTENTE_ORIGIN' })],
  ])
})
