import { isIPv4, isIPv6 } from 'node:net'
import { ipv6Groups, plainAddress } from '../../networks/plain-address.ts'

/**
 * Returns the network for which attempts from a source address are counted: an IPv4 address, or the first 64 bits of an
 * IPv6 address, because the owner of one IPv6 address usually controls the whole /64 network. The address is taken
 * without its port, and an IPv4 address written as IPv6 counts as the IPv4 address. Other text is returned unchanged.
 */
export function sourceAddress(ip: string): string {
  const address = plainAddress(ip)
  return isIPv6(address) ? `${ipv6Groups(address).slice(0, 4).join(':')}::/64` : address
}

/** Returns the network that a person recognises in a list of their sessions: 24 bits of an IPv4 address, 48 of an IPv6 address. */
export function networkOf(ip: string): string {
  const address = plainAddress(ip)
  if (isIPv6(address)) return `${ipv6Groups(address).slice(0, 3).join(':')}::/48`
  return isIPv4(address) ? `${address.split('.').slice(0, 3).join('.')}.0/24` : ''
}
