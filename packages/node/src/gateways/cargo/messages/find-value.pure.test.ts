import { readCargo } from '@entente/readers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { awbOf, xfwb, xfzb } from '../cargo-messages.fixture.ts'
import { findValue } from './find-value.ts'

async function* cut(bytes: Uint8Array, size = 64): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const awb = awbOf(4_000_001)
const houses = xfzb(awb, [{ id: 'H1' }, { id: 'H2', goods: 'IRON GATES', consignee: 'Lune Gates AS' }])

test('a value is found in its own consignment, however the message is cut', async () => {
  const { messages } = readCargo(houses)
  const second = messages[0]?.consignments.findIndex(({ id }) => id === 'H2') ?? -1
  const at = `/parties/${messages[0]?.consignments[second]?.parties.findIndex(({ role }) => role === 'consignee')}/name`
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (size) => {
      for (const [place, sent] of [
        ['/description', 'IRON GATES'],
        [at, 'Lune Gates AS'],
      ] as const) {
        const found = await findValue(cut(houses, size), second, place)
        expect(houses.subarray(found?.byte, (found?.byte ?? 0) + sent.length).toString()).toBe(sent)
      }
    }),
    { numRuns: 20 },
  )
})

test('a derived value has the place of the object around it or of its first part', async () => {
  const bytes = xfwb({ awb, goods: 'GARDEN CHAIRS' })
  const code = await findValue(cut(bytes), 0, '/items/0/hs')
  expect(bytes.subarray(code?.byte, (code?.byte ?? 0) + 6).toString()).toBe('940171')
  // An item has no bytes of its own, so its first value counts.
  const item = await findValue(cut(bytes), 0, '/items/0')
  expect(item?.byte).toBeGreaterThan(bytes.indexOf('<IncludedMasterConsignmentItem>'))
  expect(item?.byte).toBeLessThan(bytes.indexOf('</IncludedMasterConsignmentItem>'))
})

test('nothing is found of a value or a consignment that a file does not have', async () => {
  expect(await findValue(cut(houses), 9, '/description')).toBeNull()
  expect(await findValue(cut(houses), 0, '/onward')).toBeNull()
  expect(await findValue(cut(Buffer.from('no message')), 0, '/description')).toBeNull()
})
