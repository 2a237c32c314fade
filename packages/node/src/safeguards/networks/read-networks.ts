import { isIP } from 'node:net'
import { ipv6Groups, plainAddress } from './plain-address.ts'

/** Networks of IP addresses, as an operator lists them. */
export interface Networks {
  /**
   * Returns the listed network that contains an address, or null. Addresses that embed another address, or that have a
   * zone, are in no network; `plainAddress` returns the embedded one.
   */
  networkOf(address: string): string | null
  /** Returns the first network that none of these contains, or null. */
  beyond(these: Networks): string | null
  readonly listed: readonly Network[]
}
interface Network {
  text: string
  family: 4 | 6
  first: bigint
  bits: number
}
/** Thrown for a text that lists no networks; the message names the wrong part. */
export class NetworkInvalid extends Error {}

/**
 * Reads networks and addresses, separated by commas, such as `10.2.0.0/16, fd00:1::/64, 10.3.0.7` (RFC 4632; RFC 4291,
 * section 2.3). Throws NetworkInvalid, also for a network whose address has bits beyond its length: it could mean the
 * network or the address.
 */
export function readNetworks(text: string): Networks {
  const listed = text.split(',').map((part) => readNetwork(part.trim()))
  return {
    listed,
    networkOf(address) {
      const found = isIP(address) === 0 ? null : addressOf(address)
      return found === null ? null : (listed.find((network) => includes(network, found))?.text ?? null)
    },
    beyond: (these) => listed.find((one) => !these.listed.some((wide) => includes(wide, one)))?.text ?? null,
  }
}

function readNetwork(text: string): Network {
  const [, address = '', length] = /^([^/\s]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const found = isIP(address) === 0 ? null : addressOf(address)
  if (found === null) {
    const plain = isIP(address) === 6 ? plainAddress(address) : address
    const hint = isIP(plain) === 4 && plain !== address ? ` Write ${plain} as an IPv4 address.` : ''
    throw new NetworkInvalid(
      `${text === '' ? 'an empty part' : text} is no network such as 10.2.0.0/16 or fd00:1::/64.${hint}`,
    )
  }
  const size = sizeOf(found.family)
  const bits = length === undefined ? size : Number(length)
  if (bits > size) throw new NetworkInvalid(`${text} has more than ${size} bits.`)
  const first = firstOf(found.number, found.family, bits)
  if (first !== found.number)
    throw new NetworkInvalid(
      `${text} has bits beyond /${bits}: write ${textOf(first, found.family)}/${bits}, or ${address} for one address.`,
    )
  return { text, family: found.family, first, bits }
}

interface Address {
  family: 4 | 6
  number: bigint
}
const sizeOf = (family: 4 | 6): number => (family === 4 ? 32 : 128)
const firstOf = (number: bigint, family: 4 | 6, bits: number): bigint => {
  const rest = BigInt(sizeOf(family) - bits)
  return (number >> rest) << rest
}
const includes = (network: Network, one: Address | Network): boolean => {
  if (network.family !== one.family || ('bits' in one && one.bits < network.bits)) return false
  return firstOf('bits' in one ? one.first : one.number, network.family, network.bits) === network.first
}

/** Reads an address as a number; null for an IPv6 address that stands for an IPv4 address or has a zone. */
function addressOf(address: string): Address | null {
  if (isIP(address) === 4) return { family: 4, number: numberOf(address.split('.').map(Number), 8) }
  if (address.includes('%') || isIP(plainAddress(address)) === 4) return null
  return {
    family: 6,
    number: numberOf(
      ipv6Groups(address).map((group) => Number.parseInt(group, 16)),
      16,
    ),
  }
}
const numberOf = (parts: readonly number[], bits: number): bigint =>
  parts.reduce((sum, part) => (sum << BigInt(bits)) | BigInt(part), 0n)

function textOf(number: bigint, family: 4 | 6): string {
  const part = (at: number, bits: number) => Number((number >> BigInt(at)) & ((1n << BigInt(bits)) - 1n))
  if (family === 4) return [24, 16, 8, 0].map((at) => part(at, 8)).join('.')
  const groups = [112, 96, 80, 64, 48, 32, 16, 0].map((at) => part(at, 16).toString(16))
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

/** Networks inside an organisation (RFC 1918, RFC 6598, RFC 4193). */
export const innerNetworks = readNetworks('10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, fc00::/7')
