import { expect, test } from 'vitest'
import { onlyTo } from '../../../safeguards/outbound/checked-address.ts'
import { addressesOfPeer } from './peer-address.ts'

const resolving =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
const asked = (host: string, ...addresses: string[]) =>
  addressesOfPeer(host, resolving(...addresses)).then(
    (found) => found.map(({ address }) => address),
    (error: { code: string }) => error.code,
  )

test('a peer may be reached over the internet or over a network of the members', async () => {
  expect(await asked('peer.example', '93.184.215.14', '2606:2800:21f::1')).toEqual([
    '93.184.215.14',
    '2606:2800:21f::1',
  ])
  expect(await asked('peer.example', '10.1.2.3')).toEqual(['10.1.2.3'])
  expect(await asked('peer.example', 'fd00::1')).toEqual(['fd00::1'])
  expect(await asked('127.0.0.1')).toEqual(['127.0.0.1'])
})

test('a name that leads to this machine or to a reserved address is refused', async () => {
  for (const address of ['127.0.0.1', '::1', '169.254.169.254', 'fe80::1', '0.0.0.0', '224.0.0.1', '::ffff:127.0.0.1'])
    expect([address, await asked('peer.example', address)]).toEqual([address, 'address-not-allowed'])
})

test('a name that leads to public and inner addresses is refused, as rebinding does', async () => {
  expect(await asked('peer.example', '93.184.215.14', '10.1.2.3')).toBe('address-not-allowed')
})

test('a name without an address is unreachable', async () => {
  expect(await asked('peer.example')).toBe('unreachable')
})

test('the connection resolves only to the checked addresses', () => {
  const lookup = onlyTo({ address: '192.0.2.1', family: 4 }, { address: '192.0.2.2', family: 4 })
  const found: unknown[] = []
  lookup('another.example', { all: true }, (_, addresses) => found.push(addresses))
  lookup('another.example', {}, (_, address) => found.push(address))
  expect(found).toEqual([
    [
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
    ],
    '192.0.2.1',
  ])
})
