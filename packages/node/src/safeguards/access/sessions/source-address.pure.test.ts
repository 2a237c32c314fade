import { expect, test } from 'vitest'
import { sourceAddress } from './source-address.ts'

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
  ['unknown', 'unknown'],
])('attempts from %s are counted for %s', (ip, counted) => {
  expect(sourceAddress(ip)).toBe(counted)
})
