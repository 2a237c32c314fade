import { expect, test } from 'vitest'
import { networkOf, sourceAddress } from './source-address.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:5:6:7:8:9:a', '2001:db8:5:6::/64'],
  ['2001:0DB8:0005:0006::1', '2001:db8:5:6::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['203.0.113.7:51234', '203.0.113.7'],
  ['[2001:db8:5:6::1]:51234', '2001:db8:5:6::/64'],
  ['[2001:db8:5:6::1]', '2001:db8:5:6::/64'],
  ['unknown', 'unknown'],
])('attempts from %s are counted for %s', (ip, counted) => {
  expect(sourceAddress(ip)).toBe(counted)
})

test.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['::ffff:203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:5:6:7:8:9:a', '2001:db8:5::/48'],
  ['unknown', ''],
])('K4 a session from %s shows the network %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network)
})
