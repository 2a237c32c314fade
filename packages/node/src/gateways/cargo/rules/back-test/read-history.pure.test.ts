import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HistoryFault } from './history-line.ts'
import { historyLimits, readHistory } from './read-history.ts'

const line = (key: string, more: object = {}) =>
  JSON.stringify({ consignment: { key }, receivedAt: '2026-03-01T10:00:00Z', inspection: null, ...more })

async function read(pieces: readonly Uint8Array[]): Promise<(string | number)[]> {
  const found: (string | number)[] = []
  async function* given() {
    yield* pieces
  }
  try {
    for await (const { line: number, entry } of readHistory(given())) found.push(number, String(entry.consignment.key))
  } catch (error) {
    if (!(error instanceof HistoryFault)) throw error
    found.push(error.message)
  }
  return found
}
const bytes = (text: string) => new TextEncoder().encode(text)

test('lines are the same however the bytes are cut', async () => {
  const text = `\ufeff${line('a')}\r\n\n  \n${line('Ø/é')}\n${line('b', { context: { quality: 0.5, findings: [] } })}`
  const whole = await read([bytes(text)])
  expect(whole).toEqual([1, 'a', 4, 'Ø/é', 5, 'b'])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(text.length + 20), { maxLength: 12 }), async (cuts) => {
      const all = bytes(text)
      const places = [0, ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length]
      const pieces = places.slice(1).map((to, n) => all.slice(places[n], to))
      expect(await read(pieces)).toEqual(whole)
    }),
    { numRuns: 50 },
  )
})

test('a line beyond the limit is refused before it is whole', async () => {
  let sent = 0
  async function* endless() {
    for (;;) {
      sent += 1_000_000
      yield new Uint8Array(1_000_000).fill(0x20)
    }
  }
  const reading = readHistory(endless()).next()
  await expect(reading).rejects.toThrow('line 1: it is longer than 16 MB')
  expect(sent).toBeLessThanOrEqual(historyLimits.lineBytes + 1_000_000)
})

test.each([
  ['{"consignment":{"key":"a"},"receivedAt":"2026-13-01T10:00:00Z"}', '/receivedAt'],
  ['{"consignment":[],"receivedAt":"2026-03-01T10:00:00Z"}', '/consignment'],
  ['{"consignment":{"key":5},"receivedAt":"2026-03-01T10:00:00Z"}', '/consignment/key'],
  [line('a', { inspection: 'found' }), '/inspection'],
  [line('a', { context: { quality: 2 } }), '/context/quality'],
  ['null', 'no object'],
  ['"\\ud800', 'not JSON'],
])('a line that is no entry is refused with its number and place: %s', async (wrong, reason) => {
  const [, , fault] = await read([bytes(`${line('a')}\n${wrong}\n${line('b')}`)])
  expect(fault).toMatch(/^line 2: /)
  expect(fault).toContain(reason)
})

test('bytes that are no UTF-8 are refused', async () => {
  expect(await read([Uint8Array.of(0x7b, 0xff, 0x7d)])).toEqual(['line 1: it is not UTF-8'])
})
