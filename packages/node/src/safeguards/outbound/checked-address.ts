import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export interface CheckedAddress {
  address: string
  family: number
}
/** Why a host is not connected to. */
export class AddressRefused extends Error {
  readonly reason: 'address-not-allowed' | 'unreachable'
  constructor(reason: 'address-not-allowed' | 'unreachable') {
    super(reason)
    this.reason = reason
  }
}

export interface AddressRules {
  /** Which addresses may be connected to: public ones, unless told. */
  permits?: (address: string) => boolean
  /** All addresses of a name. The system's own resolver, unless told. */
  resolve?: (host: string) => Promise<CheckedAddress[]>
}

/**
 * Resolves a host that somebody outside chose, once, and checks every address it has: one that is not allowed among others is enough to refuse the
 * name. The connection must then go to what is returned (`onlyTo`), since asking again could give another answer. Throws AddressRefused.
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

/** For a request's `lookup`: in whichever form it asks, it gets the address that was checked, and no other. */
export const onlyTo =
  (checked: CheckedAddress): LookupFunction =>
  (_host, wanted, callback) => {
    if (wanted.all === true) callback(null, [checked])
    else callback(null, checked.address, checked.family)
  }
