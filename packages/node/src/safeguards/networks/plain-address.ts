import { isIPv6 } from 'node:net'

/**
 * Returns an address without port, brackets and zone, which some proxies forward, in lower case. An IPv4 address written
 * as IPv6 (RFC 4291, 2.5.5.2) is returned as the IPv4 address. Other text is returned unchanged.
 */
export function plainAddress(ip: string): string {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(ip)?.[1] ?? /^([\d.]+):\d+$/.exec(ip)?.[1] ?? ip
  const address = bare.replace(/%.*$/, '').toLowerCase()
  if (!isIPv6(address)) return address
  const groups = ipv6Groups(address)
  return groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff' ? dotted(groups.slice(6)) : address
}

/** Returns the eight groups of an IPv6 address, in hexadecimal without leading zeros. */
export function ipv6Groups(address: string): string[] {
  // The class URL writes IPv6 addresses in the short form of RFC 5952, with all parts in hexadecimal.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after]
}

const dotted = (groups: readonly string[]): string =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((value) => [value >> 8, value & 0xff])
    .join('.')
