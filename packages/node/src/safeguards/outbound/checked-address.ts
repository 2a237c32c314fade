import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export interface CheckedAddress {
  address: string
  family: number
}
/** The reason why a host is refused. */
export class AddressRefused extends Error {
  readonly reason: 'address-not-allowed' | 'unreachable'
  constructor(reason: 'address-not-allowed' | 'unreachable') {
    super(reason)
    this.reason = reason
  }
}

export interface AddressRules {
  /** Addresses that may be connected to. Default: public ones. */
  permits?: (address: string) => boolean
  /** Resolves all addresses of a name. Default: the system's resolver. */
  resolve?: (host: string) => Promise<CheckedAddress[]>
}

/**
 * Resolves a host that an outsider chose, once, and checks all its addresses: one forbidden address refuses the name. The connection must
 * use the returned address (`onlyTo`), because resolving again could give another answer. Throws AddressRefused.
 */
export async function checkedAddress(
  host: string,
  { permits = isPublicAddress, resolve = resolveByName }: AddressRules = {},
): Promise<CheckedAddress> {
  const bare = host.replace(/^\[|\]$/g, '')
  const family = isIP(bare)
  const found =
    family > 0
      ? [{ address: bare, family }]
      : await resolve(bare).catch(() => {
          throw new AddressRefused('unreachable')
        })
  if (found.some(({ address }) => !permits(address))) throw new AddressRefused('address-not-allowed')
  const first = found[0]
  if (first === undefined) throw new AddressRefused('unreachable')
  return first
}

const resolveByName = (host: string): Promise<CheckedAddress[]> => lookup(host, { all: true, verbatim: true })

/** Returns a `lookup` for a request that answers only with the checked address. */
export const onlyTo =
  (checked: CheckedAddress): LookupFunction =>
  (_host, wanted, callback) => {
    if (wanted.all === true) callback(null, [checked])
    else callback(null, checked.address, checked.family)
  }
