import type { Entry, Identity } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ArgumentError } from '../errors/argument-error.ts'
import { compare } from '../score/compare.ts'
import { engineVersion } from '../score/engine-version.ts'
import { anyEntry, anySubject, isComparable } from './names.fixture.ts'
import { Screener } from './screener.ts'

type Change =
  | { kind: 'add'; entry: Entry }
  | { kind: 'remove'; place: number }
  | { kind: 'merge' | 'restore' | 'share' }
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), entry: anyEntry }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('remove' as const), place: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.constantFrom<Change>({ kind: 'merge' }, { kind: 'restore' }, { kind: 'share' }) },
)
const numbered = (list: readonly Entry[], from = 0): Entry[] =>
  list.map((entry, at) => ({ ...entry, id: `e${(from + at) % 40}` }))

/** Compares a subject with every entry. */
function compareAll(subject: Identity, entries: Iterable<Entry>, threshold: number): { id: string; score: number }[] {
  const found: { id: string; score: number }[] = []
  for (const entry of entries) {
    if (!isComparable(entry)) continue
    const { verdict, score } = compare(subject, entry, { threshold })
    if (verdict === 'match') found.push({ id: entry.id, score })
  }
  return found.sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1))
}

test('changes, snapshots and sharing do not change the result of a search', () => {
  fc.assert(
    fc.property(
      fc.array(anyEntry, { maxLength: 25 }),
      fc.array(change, { maxLength: 25 }),
      fc.array(anySubject, { minLength: 1, maxLength: 3 }),
      fc.double({ min: 0.02, max: 0.98, noNaN: true }),
      (first, changes, asked, threshold) => {
        const subjects = asked.filter(isComparable)
        let screener = Screener.build(numbered(first), { threshold, shared: true })
        const expected = new Map(numbered(first).map((entry) => [entry.id, entry]))
        changes.forEach((one, at) => {
          if (one.kind === 'add') {
            const [entry] = numbered([one.entry], at * 7)
            if (entry === undefined) return
            screener.add(entry)
            expected.set(entry.id, entry)
          } else if (one.kind === 'remove') {
            expect(screener.remove(`e${one.place}`)).toBe(expected.delete(`e${one.place}`))
          } else if (one.kind === 'merge') screener.mergeChanges()
          else if (one.kind === 'restore') screener = Screener.restore(screener.snapshot(), { threshold, shared: true })
          else screener = Screener.fromShared(structuredClone(screener.toShared()), { threshold })
        })
        expect(screener.stats.entries).toBe(expected.size)
        for (const subject of subjects) {
          const hits = screener.screen(subject, { limit: 1000 })
          expect(hits.map(({ entryId, score }) => ({ id: entryId, score }))).toEqual(
            compareAll(subject, expected.values(), threshold),
          )
          expect(screener.screen(subject, { limit: 3 })).toEqual(hits.slice(0, 3))
          expect(screener.screen(subject, { weak: true, limit: 1000 })).toEqual(
            screener.screen(subject, { weak: true, limit: 1000, exhaustive: true }),
          )
        }
      },
    ),
    { numRuns: 60, seed: 11 },
  )
})

// Any two of these numbers differ in more than one digit, so a document has only one candidate.
const numberOf = (place: number): string => `AB${100000 + 101 * place}`
const entry = (place: number): Entry => ({
  id: `e${place}`,
  names: [`Tebbo${String.fromCharCode(97 + (place % 26))}a Vardak${String.fromCharCode(97 + ((place >> 5) % 26))}`],
  documents: [{ number: numberOf(place) }],
})
test('changes made while a merge runs in steps take effect', () => {
  const screener = Screener.build(Array.from({ length: 2000 }, (_, place) => entry(place)))
  const find = (place: number): string[] =>
    screener.screen({ names: ['Unlike'], documents: [{ number: numberOf(place) }] }).map((hit) => hit.entryId)
  for (let place = 0; place < 4000; place += 1) {
    if (place % 3 === 0) screener.remove(`e${place % 2000}`)
    screener.add(entry(2000 + place))
    expect(find(2000 + place)).toEqual([`e${2000 + place}`])
    if (place % 3 === 0) expect(find(place % 2000)).toEqual([])
  }
  const removed = new Set(Array.from({ length: 1334 }, (_, at) => (at * 3) % 2000)).size
  expect(screener.stats.entries).toBe(6000 - removed)
  screener.mergeChanges()
  expect(screener.stats).toMatchObject({ entries: 6000 - removed, names: 6000 - removed })
  expect(find(0)).toEqual([])
  expect(find(2)).toEqual(['e2'])
  expect(find(5999)).toEqual(['e5999'])
})
test('buildInSlices gives the same screener as build', () => {
  const entries = Array.from({ length: 1000 }, (_, place) => entry(place))
  const steps = Screener.buildInSlices(entries)
  const read: number[] = []
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) read.push(step.value)
  expect(read.length).toBeGreaterThan(10)
  expect(read.at(-1)).toBe(1000)
  const subject = { names: ['Tebboca Vardakb'] }
  expect(step.value.screen(subject)).toEqual(Screener.build(entries).screen(subject))
})

const codeOf = (work: () => unknown): string | null => {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof ArgumentError) return error.code
    throw error
  }
}
test('a snapshot in pieces of any size gives the same hits', () => {
  const screener = Screener.build(Array.from({ length: 50 }, (_, place) => entry(place)))
  screener.remove('e3')
  screener.add({ id: 'n', names: ['Marta Brzezowska'], birthDates: ['1981-05-17'], nationalities: ['POL'] })
  const pieces = screener.snapshot()
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  pieces.reduce((at, piece) => {
    whole.set(piece, at)
    return at + piece.length
  }, 0)
  const cut = Array.from({ length: Math.ceil(whole.length / 777) }, (_, at) => whole.subarray(at * 777, at * 777 + 777))
  const subject = { names: ['Marta Brzezwoska'], birthDates: ['1981-05-17'] }
  for (const bytes of [pieces, whole, cut]) {
    const again = Screener.restore(bytes)
    expect(again.screen(subject)).toEqual(screener.screen(subject))
    expect(again.screen(subject)).toMatchObject([{ entryId: 'n' }])
    expect(again.stats).toMatchObject({ entries: 50, names: 50 })
  }
})
test('a snapshot of another version, truncated or damaged is rejected', () => {
  const pieces = Screener.build([entry(1)]).snapshot()
  const header = JSON.parse(new TextDecoder().decode(pieces[1]))
  const withHeader = (changed: unknown): Uint8Array[] => {
    const text = new TextEncoder().encode(JSON.stringify(changed))
    const size = new Uint8Array(4)
    new DataView(size.buffer).setUint32(0, text.length, true)
    return [size, text, ...pieces.slice(2)]
  }
  expect(codeOf(() => Screener.restore(withHeader(header)))).toBe(null)
  const other = { ...header, engine: { ...engineVersion, tables: '0'.repeat(64) } }
  expect(codeOf(() => Screener.restore(withHeader(other)))).toBe('snapshot-version')
  expect(codeOf(() => Screener.restore(withHeader({ ...header, format: 'entente-screener/0' })))).toBe(
    'snapshot-version',
  )
  const lastFull = pieces.findLastIndex((piece) => piece.length > 0)
  expect(codeOf(() => Screener.restore(pieces.slice(0, lastFull)))).toBe('snapshot-invalid')
  expect(codeOf(() => Screener.restore(new Uint8Array(3)))).toBe('snapshot-invalid')
  expect(codeOf(() => Screener.restore(new TextEncoder().encode('nothing of the kind')))).toBe('snapshot-invalid')
  const damaged = pieces.map((piece) => piece.slice())
  const last = damaged.findLast((piece) => piece.length > 0)
  if (last) last[0] = (last[0] ?? 0) ^ 1
  expect(codeOf(() => Screener.restore(damaged))).toBe('snapshot-invalid')
})
test('an index is shared without a copy; changes stay in their screener', () => {
  const one = Screener.build([entry(1), entry(2)], { shared: true })
  const index = one.toShared()
  for (const array of Object.values(index.arrays)) expect(array.buffer).toBeInstanceOf(SharedArrayBuffer)
  const two = Screener.fromShared(index)
  two.remove('e1')
  const find = (screener: Screener): string[] =>
    screener.screen({ names: ['Unlike'], documents: [{ number: numberOf(1) }] }).map((hit) => hit.entryId)
  expect(find(two)).toEqual([])
  expect(find(one)).toEqual(['e1'])
  expect(codeOf(() => Screener.build([entry(1)]).toShared())).toBe('not-shared')
  const old = { ...index, engine: { code: '0.0.1', tables: engineVersion.tables } }
  expect(codeOf(() => Screener.fromShared(old))).toBe('snapshot-version')
})
test('the size of an index is the sum of its arrays', () => {
  const screener = Screener.build(Array.from({ length: 500 }, (_, place) => entry(place)))
  const stored = screener.snapshot().reduce((sum, piece) => sum + piece.length, 0)
  const { bytes, entries } = screener.stats
  expect(bytes).toBeGreaterThan(stored - 10_000)
  expect(bytes).toBeLessThan(stored + entries + 10_000)
})
