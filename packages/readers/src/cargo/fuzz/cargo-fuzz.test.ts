import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mutateMessage, seededRandom } from '../../fuzz/mutate.ts'
import { readCargo } from '../read-cargo.ts'
import { faultOf } from './judge-reading.fixture.ts'
import { mutateParts } from './mutate-parts.fixture.ts'
import { cargoSeeds } from './seeds.fixture.ts'

/** A larger number is for a search by hand. */
const MESSAGES = Number(process.env.ENTENTE_FUZZ ?? 2_000)

test('invented messages of all eleven formats are read whole', () => {
  const formats = new Set<string>()
  for (const bytes of cargoSeeds) {
    const reading = readCargo(bytes)
    expect(reading.outcome).toBe('read')
    expect(faultOf(bytes, reading)).toBeNull()
    for (const { format } of reading.messages) formats.add(format)
  }
  expect(formats.size).toBe(11)
})

test(`${MESSAGES} damaged messages give readings that JSON can hold, and account for their bytes`, () => {
  const random = seededRandom(20260301)
  for (let turn = 0; turn < MESSAGES; turn++) {
    const seed = cargoSeeds[random(cargoSeeds.length)] as Uint8Array
    const bytes = mutateParts(seed, random)
    const copy = bytes.slice()
    const fault = faultOf(bytes, readCargo(bytes))
    if (fault !== null) throw new Error(`turn ${turn}: ${fault}\n${Buffer.from(bytes).toString()}`)
    if (turn % 20 === 0) expect(bytes).toEqual(copy)
  }
})

test('a message that is cut anywhere never throws', () => {
  for (const seed of cargoSeeds) {
    for (let end = 0; end < seed.length; end += 53) {
      const bytes = seed.subarray(0, end)
      expect(faultOf(bytes, readCargo(bytes))).toBeNull()
    }
  }
})

test('arbitrary bytes never throw, whatever they begin with', () => {
  const starts = ['', '<', '<Awmds>', 'UNB+UNOA:2+', "UNA:+.? 'UNB", 'FWB/16\r\n', 'FFM/8\n', '\ufeff<CC315A>']
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), (start, rest) => {
      const bytes = Buffer.concat([Buffer.from(start), rest])
      expect(faultOf(bytes, readCargo(bytes))).toBeNull()
    }),
    { numRuns: 400, seed: 7 },
  )
})

const INTERCHANGE = "UNB+UNOA:2+A:ZZ+B:ZZ+260203:0815+1'"

test.each([
  ['a message header at the end of the input', `${INTERCHANGE}UNH+M`],
  ['an unknown segment', `${INTERCHANGE}UNH+1+CUSCAR:D:95B:UN'XXX+1'UNT+3+1'UNZ+1+1'`],
  ['a code that is a name of JavaScript', `${INTERCHANGE}UNH+1+CUSCAR:D:95B:UN'LOC+constructor+X'UNT+3+1'UNZ+1+1'`],
  ['a mode that is a name of JavaScript', `${INTERCHANGE}UNH+1+CUSCAR:D:95B:UN'TDT+20+V+toString'UNT+3+1'UNZ+1+1'`],
  ['a blank before a message', ' FFM/8\n'],
  ['a root that ends with another name', '<Awmds><Bol_segment/></Awmd>'],
  ['text behind a declaration of XML', '<?xml version="1.0"?>"?>'],
  ['a declaration without a reference', '<MetaData><Declaration><TypeCode>IM</TypeCode></Declaration></MetaData>'],
])('%s gives a sound reading', (_, text) => {
  const bytes = new TextEncoder().encode(text)
  expect(faultOf(bytes, readCargo(bytes))).toBeNull()
})

test('bytes are damaged the same way for the same seed', () => {
  const [seed] = cargoSeeds as [Uint8Array]
  expect(mutateParts(seed, seededRandom(5))).toEqual(mutateParts(seed, seededRandom(5)))
  expect(mutateMessage(seed, seededRandom(5))).toEqual(mutateMessage(seed, seededRandom(5)))
})
