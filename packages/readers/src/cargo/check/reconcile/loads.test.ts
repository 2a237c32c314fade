import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LedgerEntry, PieceLedger } from './loads.ts'

const load = fc.record({
  id: fc.oneof(
    fc.integer({ min: 0, max: 200 }).map((n) => `999-${String(n * 7919).padStart(8, '0')}`),
    fc.constantFrom('HX1', '999-1', '000-00000000'),
  ),
  pieces: fc.option(fc.integer({ min: 0, max: 50 })),
  total: fc.option(fc.integer({ min: 0, max: 500 })),
  isPart: fc.boolean(),
})

test('a ledger sums up like a map of the identities', () => {
  fc.assert(
    fc.property(fc.array(load, { maxLength: 500 }), (loads) => {
      const ledger = new PieceLedger()
      const expected = new Map<string, LedgerEntry>()
      for (const { id, pieces, total, isPart } of loads) {
        ledger.add(id, pieces, total, isPart)
        const entry = expected.get(id) ?? { id, pieces: 0, total: null, isPart: false, isIncomplete: false }
        entry.pieces += pieces ?? 0
        entry.total = total === null ? entry.total : Math.max(entry.total ?? -1, total)
        entry.isPart ||= isPart
        entry.isIncomplete ||= pieces === null
        expected.set(id, entry)
      }
      expect([...ledger.entries()]).toEqual([...expected.values()])
    }),
  )
})

test('a ledger keeps the loads of a very large manifest', () => {
  const ledger = new PieceLedger()
  for (let at = 0; at < 200_000; at += 1)
    ledger.add(`125-${String(at).padStart(8, '0')}`, 2, at % 2 === 0 ? 2 : null, false)
  const entries = [...ledger.entries()]
  expect(entries).toHaveLength(200_000)
  expect(entries.every(({ pieces }) => pieces === 2)).toBe(true)
  expect(entries.at(-1)).toEqual({ id: '125-00199999', pieces: 2, total: null, isPart: false, isIncomplete: false })
})
