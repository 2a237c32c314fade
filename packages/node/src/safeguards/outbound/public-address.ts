import { BlockList, isIP } from 'node:net'

/** IPv4 networks that are not globally reachable (IANA IPv4 Special-Purpose Address Registry). */
const closed4 = new BlockList()
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
  closed4.addSubnet(net, bits, 'ipv4')
}

/**
 * Globally reachable IPv6 networks (IANA IPv6 Global Unicast Assignments). Addresses that embed an IPv4 address are
 * outside these networks, except 6to4 and Teredo.
 */
const open6 = new BlockList()
open6.addSubnet('2000::', 3, 'ipv6')
const closed6 = new BlockList()
for (const [net, bits] of [
  // These networks are Teredo and other protocols, two documentation networks, and 6to4.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['2002::', 16],
] as const) {
  closed6.addSubnet(net, bits, 'ipv6')
}

/**
 * Returns whether an address is global unicast. It is not if it is loopback, private, link-local, unique-local,
 * multicast, documentation or reserved, or an IPv6 address that embeds such an IPv4 address. Text that is not an
 * address is not public.
 */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return isPublicAddress(mapped)
  const family = isIP(address)
  if (family === 4) return !closed4.check(address, 'ipv4')
  // An address with a zone (`fe80::1%eth0`) belongs to an interface of this machine.
  return family === 6 && !address.includes('%') && open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6')
}
