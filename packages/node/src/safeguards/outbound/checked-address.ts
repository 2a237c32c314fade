import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export interface CheckedAddress {
  address: string
  family: number
}
/** Thrown if a host is refused; the message states the reason. */
export class AddressRefused extends Error {
  readonly reason: 'address-not-allowed' | 'unreachable'
  constructor(reason: 'address-not-allowed' | 'unreachable') {
    super(reason)
    this.reason = reason
  }
}

export interface AddressRules {
  /** Decides which addresses may be connected to. By default these are public addresses. */
  permits?: (address: string) => boolean
  /** Resolves all addresses of a name. By default this is the system's resolver. */
  resolve?: (host: string) => Promise<CheckedAddress[]>
}

/**
 * Resolves a host that an outsider chose, once, and checks all its addresses: one forbidden address is enough to refuse
 * the host. The connection must use the returned address (`onlyTo`), because resolving the name again could give a
 * different address. Throws AddressRefused.
 */
export async function checkedAddress(host: string, rules: AddressRules = {}): Promise<CheckedAddress> {
  return (await checkedAddresses(host, rules))[0] as CheckedAddress
}

/** Resolves and checks like `checkedAddress`. Returns all addresses, one at least. Throws AddressRefused. */
export async function checkedAddresses(
  host: string,
  { permits = isPublicAddress, resolve = resolveByName }: AddressRules = {},
): Promise<CheckedAddress[]> {
  const bare = host.replace(/^\[|\]$/g, '')
  const family = isIP(bare)
  const found =
    family > 0
      ? [{ address: bare, family }]
      : await resolve(bare).catch(() => {
          throw new AddressRefused('unreachable')
        })
  if (found.some(({ address }) => !permits(address))) throw new AddressRefused('address-not-allowed')
  if (found.length === 0) throw new AddressRefused('unreachable')
  return found
}

const resolveByName = (host: string): Promise<CheckedAddress[]> => lookup(host, { all: true, verbatim: true })

/** Returns a `lookup` function for a request that resolves only to the checked addresses. */
export const onlyTo =
  (...checked: CheckedAddress[]): LookupFunction =>
  (_host, wanted, callback) => {
    const [first] = checked
    if (wanted.all === true) callback(null, [...checked])
    else callback(null, first?.address ?? '', first?.family)
  }
