import { BlockList } from 'node:net'
import {
  AddressRefused,
  type AddressRules,
  type CheckedAddress,
  checkedAddresses,
} from '../../../safeguards/outbound/checked-address.ts'
import { isPublicAddress } from '../../../safeguards/outbound/public-address.ts'
import { PeerFault } from './peer-fault.ts'

/** Addresses of a network inside an organisation (RFC 1918, RFC 6598, RFC 4193): members may be connected by one. */
const inner = new BlockList()
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  inner.addSubnet(net, bits, 'ipv4')
inner.addSubnet('fc00::', 7, 'ipv6')

const familyOf = (address: string) => (address.includes(':') ? 'ipv6' : 'ipv4')
const isInner = (address: string): boolean => !address.includes('%') && inner.check(address, familyOf(address))
const isLoopback = (address: string): boolean => address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address)

/** Returns whether a host is this machine by its name. Such a peer needs no TLS. */
export const isLoopbackHost = (host: string): boolean => host === 'localhost' || host === '[::1]' || isLoopback(host)

/**
 * Resolves the host of a peer and checks its addresses. The connection must use the returned ones: another member
 * controls the name, and could let it resolve to a machine of this network later. A host is refused if it resolves to
 * this machine without saying so, to a link-local or reserved address, or to public and inner addresses together.
 * Throws PeerFault: `address-not-allowed`, `unreachable`.
 */
export async function addressesOfPeer(host: string, resolve?: AddressRules['resolve']): Promise<CheckedAddress[]> {
  const permits = isLoopbackHost(host) ? isLoopback : (address: string) => isPublicAddress(address) || isInner(address)
  try {
    const found = await checkedAddresses(host, { permits, ...(resolve === undefined ? {} : { resolve }) })
    if (new Set(found.map(({ address }) => isPublicAddress(address))).size > 1)
      throw new AddressRefused('address-not-allowed')
    return found
  } catch (error) {
    if (error instanceof AddressRefused) throw new PeerFault(error.reason, host)
    throw error
  }
}
