import { isIPv6 } from 'node:net'
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
