import { readCargo } from '@entente/readers'
import { expect, test } from 'vitest'
import { createFilings, type Filing } from './create-filings.ts'

const order = { seed: 7, start: new Date('2026-03-01T06:00:00Z'), flights: 4, voyages: 4, lorries: 3, shipments: 12 }
const filings = createFilings({ ...order, faults: 0 })
const read = (filing: Filing) => readCargo(filing.bytes, { file: filing.format })

test('the same order gives the same bytes, and another seed other bytes', () => {
  const again = createFilings({ ...order, faults: 0 })
  expect(again.map(({ bytes }) => Buffer.from(bytes))).toEqual(filings.map(({ bytes }) => Buffer.from(bytes)))
  const other = createFilings({ ...order, seed: 8, faults: 0 })
  expect(other.map(({ bytes }) => Buffer.from(bytes))).not.toEqual(filings.map(({ bytes }) => Buffer.from(bytes)))
})

test('every format of the cargo gateway occurs', () => {
  const formats = new Set(filings.map(({ format }) => format))
  expect([...formats].sort()).toEqual(
    ['awmds', 'baplie', 'cuscar', 'ens', 'ffm', 'fhl', 'fwb', 'wco-dec', 'xffm', 'xfwb', 'xfzb'].sort(),
  )
})

test.each([...new Set(filings.map(({ format }) => format))])(
  'a reader finds the contracts of %s as planned',
  (format) => {
    for (const filing of filings.filter((each) => each.format === format)) {
      const reading = read(filing)
      expect([reading.outcome, reading.messages.map((message) => message.format)]).toEqual(['read', [format]])
      const found = reading.messages[0]?.consignments ?? []
      // A declaration has a number of its own and names the contract as a document.
      const idOf = (each: (typeof found)[number]) =>
        each.level === 'declaration'
          ? (each.items.flatMap(({ documents }) => documents)[0]?.id ?? each.documents[0]?.id)
          : each.id
      for (const contract of filing.contracts) {
        const own = found.find((each) => idOf(each) === contract.id)
        if (own === undefined) throw new Error(`${format}: no ${contract.id}`)
        if (own.level !== 'declaration') expect([contract.id, own.pieces]).toEqual([contract.id, contract.pieces])
        // The older formats round to a tenth of a kilogram in each line.
        const mass = own.grossKg ?? own.items.reduce((sum, { grossKg }) => sum + (grossKg ?? 0), 0)
        expect(Math.abs(mass - contract.kilograms)).toBeLessThan(0.3)
      }
    }
  },
)

test('messages without a fault have no finding above a notice, but for consolidations that say so', () => {
  const found = filings.flatMap((filing) =>
    read(filing)
      .findings.filter(({ severity }) => severity === 'warning' || severity === 'error')
      .filter(
        ({ code, reject, literal }) => code !== 'VAGUE_DESCRIPTION' || reject || !literal?.startsWith('CONSOLIDA'),
      )
      .map(({ code, message, literal }) => `${filing.format} ${code} ${message} ${literal ?? ''}`),
  )
  expect([...new Set(found)]).toEqual([])
})

test('a fault has the finding that its filing names', () => {
  const spoiled = createFilings({ ...order, faults: 0.9 }).filter(({ faults }) => faults.length > 0)
  expect(new Set(spoiled.flatMap(({ faults }) => faults.map(({ code }) => code))).size).toBe(6)
  for (const filing of spoiled) {
    const codes = read(filing).findings.map(({ code }) => code)
    for (const fault of filing.faults) expect([filing.format, ...codes]).toContain(fault.code)
  }
})
