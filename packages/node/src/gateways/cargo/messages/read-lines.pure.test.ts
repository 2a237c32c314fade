import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineAt, readAround, readLines } from './read-lines.ts'

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // The reader of a file may use the bytes of a chunk again.
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = Uint8Array.from(bytes.subarray(at, at + size))
    yield chunk
    chunk.fill(0)
  }
}
const all = { from: 0, limit: 1000 }
const textsOf = ({ lines }: Awaited<ReturnType<typeof readLines>>) => lines.map(({ text }) => text)

test('a window shows its lines, and says where the next one begins', async () => {
  const bytes = Buffer.from('FWB/16\r\n999-00000011ISTOSL\r\nSHP\r\nCNE')
  expect(textsOf(await readLines(cut(bytes, 5), 'lines', all))).toEqual(['FWB/16', '999-00000011ISTOSL', 'SHP', 'CNE'])
  const { lines, next } = await readLines(cut(bytes, 5), 'lines', { from: 1, limit: 2 })
  expect([lines.map(({ number }) => number), next]).toEqual([[2, 3], 3])
  expect(lines[0]).toMatchObject({ from: 8, to: 28 })
  expect((await readLines(cut(bytes, 5), 'lines', { from: 9, limit: 2 })).lines).toEqual([])
})

test('segments end at their terminator, which a message may choose or release', async () => {
  const usual = Buffer.from("UNB+UNOA:1'FTX+AAA+++O?'BRIEN??'UNZ+1'")
  expect(textsOf(await readLines(cut(usual, 64), 'segments', all))).toEqual([
    "UNB+UNOA:1'",
    "FTX+AAA+++O?'BRIEN??'",
    "UNZ+1'",
  ])
  const own = Buffer.from("UNA:+. *~UNB+UNOA:1~FTX+O'BRIEN~")
  expect(textsOf(await readLines(cut(own, 64), 'segments', all)).slice(1)).toEqual(['UNB+UNOA:1~', "FTX+O'BRIEN~"])
})

test('the line of a byte is that which has it, however the message is cut', async () => {
  const text = "UNB+UNOA:1'FTX+AAA+++O?'BRIEN??'UNZ+1'\nUNB"
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length + 3), fc.integer({ min: 1, max: 9 }), fc.boolean(), async (byte, size, is) => {
      const [bytes, kind] = [Buffer.from(text), is ? ('segments' as const) : ('lines' as const)]
      const { lines } = await readLines(cut(bytes, 64), kind, all)
      const expected = lines.findIndex(({ from, to }) => byte >= from && byte < to)
      expect(await lineAt(cut(bytes, size), kind, byte)).toBe(expected < 0 ? lines.length - 1 : expected)
    }),
  )
  expect(await lineAt(cut(Buffer.alloc(0), 1), 'lines', 7)).toBe(0)
})

test('the text around a byte is shown, whatever its line is', async () => {
  const bytes = Buffer.from(`${'é'.repeat(3000)}<Name>Åsgård</Name>${'x'.repeat(3000)}`)
  const byte = bytes.indexOf('Åsgård')
  for (const size of [1, 7, 9000]) {
    const { before, after } = await readAround(cut(bytes, size), byte)
    expect(before).toMatch(/^é{77}<Name>$/)
    expect(after).toMatch(/^Åsgård<\/Name>x{145}$/)
  }
  expect(await readAround(cut(Buffer.from('ab'), 1), 9)).toEqual({ before: 'ab', after: '' })
})

test('a line of any length is cut, and its bytes are counted', async () => {
  const long = Buffer.from(`${'é'.repeat(50_000)}\nend`)
  const { lines } = await readLines(cut(long, 333), 'lines', all)
  expect([lines[0]?.text, lines[0]?.isCut, lines[0]?.to]).toEqual(['é'.repeat(2000), true, 100_001])
  expect(lines[1]).toMatchObject({ number: 2, from: 100_001, text: 'end', isCut: false })
})

test('any cut of the chunks gives the same lines, whatever the bytes are', () =>
  fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 10, max: 60 }),
      fc.constantFrom('lines' as const, 'segments' as const),
      async (bytes, size, kind) => {
        const whole = await readLines(cut(bytes, 1000), kind, all)
        expect(await readLines(cut(bytes, size), kind, all)).toEqual(whole)
        expect(whole.lines.at(-1)?.to ?? 0).toBe(bytes.length)
      },
    ),
  ))
