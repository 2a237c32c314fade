import { expect, test } from 'vitest'
import { plainAddress } from './plain-address.ts'
import { innerNetworks, readNetworks } from './read-networks.ts'
import { proxiesOf } from './trusted-proxies.ts'

test.each([
  ['10.2.0.0/16', ['10.2.0.0', '10.2.255.255'], ['10.1.255.255', '10.3.0.0', '::ffff:10.2.0.1', '::10.2.0.1']],
  ['10.2.0.7', ['10.2.0.7'], ['10.2.0.6', '10.2.0.8']],
  ['0.0.0.0/0', ['255.255.255.255'], ['::1']],
  ['fd00:1::/64', ['fd00:1::', 'FD00:1:0:0:ffff::1'], ['fd00:1:0:1::', 'fd00:1::1%eth0', '10.2.0.1']],
  ['::1, 2001:db8::/32', ['::1', '2001:db8:ffff::'], ['::2', '2001:db9::']],
  ['127.0.0.0/9', ['127.127.0.1'], ['127.128.0.1', 'localhost', '2130706433', '0x7f000001', '127.1', '']],
])('%s contains %j and not %j', (text, inside, outside) => {
  const networks = readNetworks(text)
  expect(inside.map((address) => networks.networkOf(address))).not.toContain(null)
  expect(outside.flatMap((address) => networks.networkOf(address) ?? [])).toEqual([])
})

test('the network of an address is returned as it was written', () => {
  expect(readNetworks('10.2.0.0/16, fd00:1::/64').networkOf('fd00:1::5')).toBe('fd00:1::/64')
})

test.each([
  ['', 'an empty part is no network'],
  ['10.2.0.0/16,', 'an empty part is no network'],
  ['10.2.0.0/33', '10.2.0.0/33 has more than 32 bits.'],
  ['fd00::/129', 'fd00::/129 has more than 128 bits.'],
  ['10.2.3.4/16', '10.2.3.4/16 has bits beyond /16: write 10.2.0.0/16, or 10.2.3.4 for one address.'],
  ['fd00:1::9/64', 'fd00:1::9/64 has bits beyond /64: write fd00:1::/64, or fd00:1::9 for one address.'],
  ['::ffff:10.2.0.7', 'Write 10.2.0.7 as an IPv4 address.'],
  ['fe80::1%eth0', 'fe80::1%eth0 is no network'],
  ['010.2.0.0/16', '010.2.0.0/16 is no network'],
  ['10.2.0.0/-1', '10.2.0.0/-1 is no network'],
  ['10.2.0.0/255.255.0.0', '10.2.0.0/255.255.0.0 is no network'],
  ['coop.example', 'coop.example is no network such as 10.2.0.0/16 or fd00:1::/64.'],
  ['10.2.0.0/16 10.3.0.0/16', 'is no network'],
])('%j is refused: %s', (text, message) => {
  expect(() => readNetworks(text)).toThrow(message)
})

test('the first network that is not inside others is found', () => {
  expect(readNetworks('10.2.0.0/16, 192.168.7.1, fd00:1::/64').beyond(innerNetworks)).toBe(null)
  for (const outside of [
    '127.0.0.1',
    '169.254.0.0/16',
    '::1',
    'fe80::/10',
    '8.0.0.0/7',
    '0.0.0.0/0',
    '::/0',
    '8.8.8.8',
  ])
    expect(readNetworks(`10.2.0.0/16, ${outside}`).beyond(innerNetworks)).toBe(outside)
})

test('an address is read without port, brackets and zone', () => {
  for (const form of ['10.2.0.1', '10.2.0.1:80', '::ffff:10.2.0.1', '[::ffff:10.2.0.1]:80', '0:0:0:0:0:FFFF:0A02:1'])
    expect(plainAddress(form)).toBe('10.2.0.1')
  expect(plainAddress('[fd00::1%eth0]:80')).toBe('fd00::1')
  expect(plainAddress('unknown')).toBe('unknown')
})

test('trusted proxies are addresses, networks and names of networks', () => {
  const isProxy = proxiesOf('loopback, 10.0.0.7, fd00:1::/64')
  expect(['127.0.0.9', '::1', '10.0.0.7', '::ffff:10.0.0.7', 'fd00:1::2'].map(isProxy)).not.toContain(false)
  expect(['10.0.0.8', '203.0.113.7', 'unknown'].map(isProxy)).not.toContain(true)
  expect(proxiesOf(null)('127.0.0.1')).toBe(false)
})
