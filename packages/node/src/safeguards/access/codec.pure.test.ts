import { expect, test } from 'vitest'
import { noClock } from './clocks.ts'
import { plainCodec } from './codec.ts'

test.each(['[]', '[{}]', 'null', '7', '"text"', '{"subject":', ''])('stored bytes %j are damaged', (text) => {
  expect(() => plainCodec.open('record-1', 'b', Buffer.from(text))).toThrow(
    expect.objectContaining({ code: 'record-unreadable', fields: expect.objectContaining({ at: 'record-1' }) }),
  )
})

test('erased bytes are not damaged, and raw bytes have no form', () => {
  expect(plainCodec.open('record-1', 'a', null)).toBeUndefined()
  expect(plainCodec.open('record-1', 'raw', Buffer.from('[]'))).toEqual(Buffer.from('[]'))
  expect(plainCodec.open('record-1', 'b', plainCodec.seal('record-1', 'b', { text: 'A' }, noClock))).toEqual({
    text: 'A',
  })
})
