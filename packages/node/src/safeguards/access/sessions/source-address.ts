import { isIPv6 } from 'node:net'

/**
 * Returns the network for which attempts from a source address are counted: an IPv4 address, or the first 64 bits of an
 * IPv6 address, because the owner of one IPv6 address usually controls the whole /64 network. An IPv4 address written
 * as IPv6 (RFC 4291, 2.5.5.2) counts as the IPv4 address. A port, which some proxies forward, is left out. Other text is
 * returned unchanged.
 */
export function sourceAddress(ip: string): string {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(ip)?.[1] ?? /^([\d.]+):\d+$/.exec(ip)?.[1] ?? ip
  const address = bare.replace(/%.*$/, '').toLowerCase()
  if (!isIPv6(address)) return address
  // The class URL writes IPv6 addresses in the short form of RFC 5952, with all parts in hexadecimal.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after]
  if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff') return dotted(groups.slice(6))
  return `${groups.slice(0, 4).join(':')}::/64`
}

const dotted = (groups: readonly string[]): string =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((value) => [value >> 8, value & 0xff])
    .join('.')
