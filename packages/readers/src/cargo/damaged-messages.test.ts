import type { CargoReading } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mutateMessage, seededRandom } from '../fuzz/mutate.ts'
import { inventedFfm, inventedFhl, inventedFwb } from './cargo-imp/invented-cargo-imp.fixture.ts'
import { createCargoReader } from './create-cargo-reader.ts'
import { interchange, inventedBaplie2, inventedBaplie3, inventedCuscar } from './edifact/invented-edifact.fixture.ts'
import { readText } from './invented-readings.fixture.ts'
import { readCargo } from './read-cargo.ts'

const messages = [inventedCuscar, inventedBaplie2, inventedBaplie3, inventedFwb, inventedFhl, inventedFfm]
const originals = messages.map((text) => Buffer.from(text))

/** What the sink receives of a file that comes in pieces of these lengths, which repeat. */
function inPieces(bytes: Uint8Array, lengths: readonly number[]): unknown[] {
  const received: unknown[] = []
  const take = (...args: unknown[]) => received.push(structuredClone(args))
  const reader = createCargoReader(
    {},
    { consignment: take, equipment: take, load: take, messageEnd: take, finding: take },
  )
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1
    reader.write(bytes.subarray(at, at + length))
    at += length
  }
  const summary = reader.end()
  return [...received, summary]
}

function expectSound(reading: CargoReading, bytes: Uint8Array): void {
  let before = 0
  for (const { from, to } of reading.quarantined.toSorted((a, b) => a.from - b.from)) {
    expect(from).toBeGreaterThanOrEqual(before)
    expect(to).toBeGreaterThan(from)
    expect(to).toBeLessThanOrEqual(bytes.length)
    before = from
  }
  for (const { position, code, literal } of reading.findings) {
    if (position !== null) expect(position.byte, code).toBeLessThanOrEqual(bytes.length)
    expect((literal ?? '').length).toBeLessThanOrEqual(120)
  }
  const isWhole = reading.outcome === 'read'
  expect(isWhole).toBe(reading.quarantined.length === 0 && reading.messages.length > 0)
  for (const { consignments } of reading.messages) {
    for (const { id, key } of consignments) expect([id === '', key === '']).toEqual([false, false])
  }
}

test('damaged messages give a sound reading, the same however the bytes come', () => {
  const random = seededRandom(20260204)
  for (let turn = 0; turn < 400; turn++) {
    const original = originals[turn % originals.length] as Buffer
    const bytes = turn < originals.length ? original : mutateMessage(new Uint8Array(original), random)
    expectSound(readCargo(bytes), bytes)
    if (turn % 4 === 0)
      expect(inPieces(bytes, [1 + random(40), 1 + random(400)])).toEqual(inPieces(bytes, [bytes.length]))
  }
})

const word = fc.stringMatching(/^[A-Z][A-Z0-9]{0,8}( [A-Z0-9]{1,8}){0,3}$/)
const dirty = fc.stringMatching(/^[A-Z][A-Z0-9?+:' .-]{0,20}[A-Z]$/).map((text) => text.replace(/ +/g, ' '))
const release = (text: string): string => text.replace(/[?+:']/g, (char) => `?${char}`)

test('every written consignment of a CUSCAR is read with its text and figures', () => {
  const consignment = fc.record({
    id: fc.stringMatching(/^[A-Z]{4}[0-9]{6}$/),
    name: dirty,
    goods: dirty,
    number: fc.integer({ min: 1, max: 99_999 }),
    grams: fc.integer({ min: 1, max: 1e9 }),
  })
  fc.assert(
    fc.property(fc.uniqueArray(consignment, { selector: ({ id }) => id, maxLength: 6 }), (written) => {
      const segments = written.flatMap(({ id, name, goods, number, grams }) => [
        ...[`CNI+1+${id}`, `NAD+CN+++${release(name)}`, `GID+1+${number}:CT`, `FTX+AAA+++${release(goods)}`],
        ...[`MEA+AAE+G+KGM:${grams / 1000}`, 'SGP+TSTU7418520+1'],
      ])
      const [message] = readText(interchange({ type: 'CUSCAR:D:95B:UN', segments })).messages
      const read = message?.consignments.map(({ id, parties, items }) => ({
        ...{ id, name: parties[0]?.name, goods: items[0]?.description, number: items[0]?.packagings[0]?.number },
        grams: Math.round((items[0]?.grossKg ?? 0) * 1000),
      }))
      expect(read).toEqual(written)
      expect(message?.equipment[0]?.consignmentIds ?? []).toEqual(written.map(({ id }) => id))
    }),
    { numRuns: 60, seed: 5 },
  )
})

test('goods that a FWB cuts after 20 characters are read as one text', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (words) => {
      const text = words.join(' ')
      const pieces = text.match(/.{1,20}/g) ?? []
      const lines = pieces.map((piece, index) => (index === 0 ? `/NG/${piece}` : `/${index + 1}/NG/${piece}`))
      const fwb = ['FWB/16', '999-12345675OSLIST/T6K90', 'RTD/1/P6/K90/CQ', ...lines].join('\r\n')
      expect(readText(fwb).messages[0]?.consignments[0]?.description).toBe(text)
    }),
    { numRuns: 60, seed: 5 },
  )
})
