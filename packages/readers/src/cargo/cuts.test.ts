import type { CargoReading } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inventedFfm, inventedFhl, inventedFwb } from './cargo-imp/invented-cargo-imp.fixture.ts'
import { inventedXffm, inventedXfwb, inventedXfzb } from './cargo-xml/invented-cargo-xml.fixture.ts'
import { createCargoReader } from './create-cargo-reader.ts'
import { inventedBaplie2, inventedBaplie3, inventedCuscar } from './edifact/invented-edifact.fixture.ts'
import { awmds, DEC, ENS } from './invented-declarations.fixture.ts'
import { readCargo } from './read-cargo.ts'

/** One message of each format, some of them damaged. */
const messages: Record<string, Uint8Array> = {
  xfwb: Buffer.from(inventedXfwb()),
  'xfwb with invalid bytes': Buffer.from(inventedXfwb(), 'latin1'),
  'xfwb in UTF-16': Buffer.from(`\ufeff${inventedXfwb()}`, 'utf16le'),
  'xfwb with line ends and a mark': Buffer.from(`\ufeff${inventedXfwb().replaceAll('\n', '\r\n')}\u001a`),
  'xfzb that is cut': Buffer.from(inventedXfzb().slice(0, -200)),
  xfzb: Buffer.from(inventedXfzb()),
  xffm: Buffer.from(inventedXffm()),
  ens: Buffer.from(ENS),
  'ens with broken rules': Buffer.from(
    ENS.replaceAll('<GroMasGDS46>', '<GroMas>').replaceAll('</GroMasGDS46>', '</GroMas>'),
  ),
  'wco-dec': Buffer.from(DEC),
  awmds: Buffer.from(awmds([{ reference: 'RR1' }, { reference: 'RR2', master: 'MM9' }])),
  'awmds that is cut': Buffer.from(awmds([{ reference: 'RR1' }, { reference: 'RR2' }]).slice(0, -900)),
  cuscar: Buffer.from(inventedCuscar),
  'cuscar with a declared separator': Buffer.from(`UNA:+.? '${inventedCuscar.replaceAll('\r\n', '')}`),
  'cuscar with bytes of UTF-8': Buffer.from(inventedCuscar.replace('NORDVIK', 'NØRDVIK ’')),
  'cuscar with bytes of Windows-1252': Buffer.from(inventedCuscar.replace('NORDVIK', 'NØRDVIK'), 'latin1'),
  'cuscar that is cut': Buffer.from(inventedCuscar.slice(0, -300)),
  'cuscar without a terminator': Buffer.from(inventedCuscar.replace("'\r\nCNI+2", 'CNI+2+X')),
  'two interchanges with text between': Buffer.from(`${inventedCuscar}\r\nGREETINGS\r\n${inventedBaplie2}\r\nBYE`),
  baplie: Buffer.from(inventedBaplie3),
  fwb: Buffer.from(inventedFwb),
  'fhl with line ends, a mark and a last control character': Buffer.from(
    `\ufeff${inventedFhl.replaceAll('\n', '\r\n')}\u001a`,
  ),
  'fhl with invalid bytes': Buffer.from(inventedFhl.replace('NORDVIK', 'NØRDVIK'), 'latin1'),
  'ffm behind a fwb': Buffer.from(`${inventedFwb}\r${inventedFfm}`),
  'unknown root': Buffer.from('\n <Invoice/>'),
  'not a message': Buffer.from('   Dear customs,'),
}

/** What the sink of a reader receives, in the order of its calls. */
function calls(pieces: readonly Uint8Array[]): unknown[] {
  const list: unknown[] = []
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      list.push([name, structuredClone(args)])
    }
  const reader = createCargoReader(
    {},
    {
      consignment: note('consignment'),
      equipment: note('equipment'),
      load: note('load'),
      messageEnd: note('messageEnd'),
      finding: note('finding'),
      place: note('place'),
    },
  )
  for (const piece of pieces) {
    // A slice of a Buffer shares its memory.
    const own = Buffer.from(piece)
    reader.write(own)
    // The caller may use its bytes again.
    own.fill(0x20)
  }
  const summary = reader.end()
  return [...list, summary]
}

const piecesOf = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const ends = [...new Set([0, ...cuts, bytes.length])].sort((a, b) => a - b)
  return ends.slice(1).map((end, i) => bytes.subarray(ends[i], end))
}

test.each(Object.entries(messages))('cuts change nothing in what the sink receives: %s', (_, bytes) => {
  const whole = calls([bytes])
  expect(calls([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole)
  // One cut at each place where text changes its kind; every other place is met by chance.
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 4 }), (cuts) => {
      expect(calls(piecesOf(bytes, cuts))).toEqual(whole)
    }),
    { numRuns: 30 },
  )
})

test.each(Object.entries(messages))('reading whole bytes gives what the sink receives: %s', (_, bytes) => {
  const reading: CargoReading = readCargo(bytes)
  const list = calls([bytes]) as [string, unknown[]][]
  const of = (name: string) => list.filter((call) => call[0] === name).map(([, args]) => args[0])
  expect(reading.findings).toEqual(of('finding'))
  expect(reading.messages.flatMap(({ consignments }) => consignments)).toEqual(of('consignment'))
  expect(reading.messages.flatMap(({ equipment }) => equipment)).toEqual(of('equipment'))
  expect(reading.messages.flatMap(({ loads }) => loads)).toEqual(of('load'))
})
