import { expect, test } from 'vitest'
import { isPublicAddress } from './public-address.ts'

test('special-purpose addresses are not public, even if embedded in an IPv6 address', () => {
  for (const address of [
    '10.1.2.3',
    '172.31.255.1',
    '192.168.0.1',
    '169.254.169.254',
    '127.0.0.53',
    '0.0.0.0',
    '100.64.0.1',
    '224.0.0.1',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::a00:1',
    '::ffff:a00:1',
    '::10.0.0.1',
    '2002:a00:1::1',
    '2001:0:4136:e378:8000:63bf:f5ff:fffe',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '3fff::1',
    '192.0.2.7',
    '255.255.255.255',
    '::ffff:0:10.0.0.1',
    '::7f00:1',
    'fe80::1%lo',
    '4000::1',
    'localhost',
    '',
  ]) {
    expect([address, isPublicAddress(address)]).toEqual([address, false])
  }
  for (const address of [
    '93.184.215.14',
    '172.32.0.1',
    '2606:2800:21f::1',
    '2001:67c:2e8::1',
    '::ffff:93.184.215.14',
  ]) {
    expect([address, isPublicAddress(address)]).toEqual([address, true])
  }
})
