import { expect, test } from 'vitest'
import { parseWindows } from './parse-elements.ts'
import { WindowedXml } from './windowed-xml.ts'

const document = (count: number) => `<A>${'<B x="1">ŽŽ 🛫</B>'.repeat(count)}</A>`

test('a document is never in memory as a whole, and its positions are those of its bytes', () => {
  const bytes = new TextEncoder().encode(document(20_000))
  const windows = new WindowedXml(bytes)
  let largest = 0
  let elements = 0
  const opens = new TextEncoder().encode('<B x="1">ŽŽ 🛫</B>').length
  const end = parseWindows(windows, {
    opened: ({ name }) => name === 'b',
    complete({ from, to, text }) {
      largest = Math.max(largest, windows.text.length)
      expect(text).toBe('ŽŽ 🛫')
      if (elements % 500 === 0) {
        expect([windows.byteAt(from), windows.byteAt(to)]).toEqual([3 + elements * opens, 3 + (elements + 1) * opens])
      }
      elements++
    },
  })
  expect([end.ending, elements, windows.isDecoded]).toEqual(['whole', 20_000, true])
  expect(largest).toBeLessThan(20_000)
})

test('a window grows with an element that is kept, by doubling', () => {
  const bytes = new TextEncoder().encode(document(20_000))
  const windows = new WindowedXml(bytes)
  let chunks = 0
  const next = windows.next.bind(windows)
  windows.next = (from) => {
    chunks++
    return next(from)
  }
  const whole: string[] = []
  parseWindows(windows, { opened: () => true, complete: ({ from, to }) => whole.push(windows.text.slice(from, to)) })
  expect(whole).toEqual([document(20_000)])
  expect(chunks).toBeLessThan(12)
})

test.each([
  ['another character set', new TextEncoder().encode('<?xml version="1.0" encoding="ISO-8859-1"?><A/>')],
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x3c, 0)],
  ['bytes that are not UTF-8', Uint8Array.of(0x3c, 0x41, 0x3e, 0xff)],
  ['a sequence that the end cuts', Uint8Array.of(0x3c, 0x41, 0x3e, 0xc5)],
  ['a control character', Uint8Array.of(0x3c, 0x41, 0x3e, 0x01)],
])('%s cannot be read in windows', (_, bytes) => {
  const windows = new WindowedXml(bytes)
  while (windows.next(0) !== null);
  expect(windows.isDecoded).toBe(false)
})
