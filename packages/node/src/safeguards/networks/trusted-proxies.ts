import { BlockList, isIP } from 'node:net'
import { plainAddress } from './plain-address.ts'

/** Names of networks that Fastify accepts in `trustProxy`. */
const namedNetworks: Record<string, readonly string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** Returns a test for the addresses in `ENTENTE_TRUST_PROXY`: addresses, networks and names of networks, separated by commas. */
export function proxiesOf(setting: string | null): (address: string) => boolean {
  const list = new BlockList()
  const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
  const entries = (setting ?? '').split(',').map((part) => part.trim())
  for (const entry of entries.flatMap((part) => namedNetworks[part] ?? [part])) {
    const [address = '', bits] = entry.split('/')
    if (isIP(address) === 0) continue
    if (bits !== undefined && /^\d+$/.test(bits)) list.addSubnet(address, Number(bits), familyOf(address))
    else list.addAddress(address, familyOf(address))
  }
  return (address) => {
    const bare = plainAddress(address)
    return isIP(bare) > 0 && list.check(bare, familyOf(bare))
  }
}
