import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ContentNode, flipped, randomPdq, startContentNode } from '../content.fixture.ts'
import { findMatches } from '../match/find-matches.ts'
import { asQueries } from '../match/match-signals.ts'
import { readSignals } from '../match/read-query.ts'
import { packFrames } from '../signals/pack.ts'
import { type ContentIndex, createContentIndex } from './content-index.ts'
import { SignalFinder } from './signal-finder.ts'
import { SignalTermsTable } from './signal-terms.ts'
import { snapshotFile, writeSnapshot } from './snapshot.ts'

let node: ContentNode
let logged: string[] = []
const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line).event) })
beforeAll(async () => {
  node = await startContentNode()
  await node.bank('FINDS')
})
afterAll(() => node.stop())
beforeEach(() => {
  logged = []
})

/** Makes the index of another worker of the same node. */
function worker(follows = false): ContentIndex {
  const { store, dataRoot, events } = node
  const member = { id: 'norland.example', name: 'Norland' }
  const deps = { store, dataRoot, log, member, clock: () => new Date() }
  return createContentIndex(follows ? { ...deps, follow: events.on } : deps)
}
async function found(index: ContentIndex, signal: { type: string; value: string }): Promise<number> {
  const scope = { banks: null, radius: null, limit: 100, seed: null, includeShadow: false }
  return (await findMatches(index, asQueries(readSignals([signal])), scope, new Date())).matches.length
}
const pdq = (value: string) => ({ type: 'pdq', value })
const md5 = (n: number) => ({ type: 'md5', value: n.toString(16).padStart(32, '7') })

/** Reads the content of the snapshot, which is sealed in its file. */
async function readContent(): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const file = createReadStream(snapshotFile(node.dataRoot))
  for await (const chunk of node.store.files.openChunks('index/content.snapshot', file)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('an index loaded from a snapshot has the stored state and applies later changes', async () => {
  const [kept, removed, later] = [randomPdq(), randomPdq(), randomPdq()]
  await node.add('FINDS', [pdq(kept), md5(1), { type: 'text', value: 'A short notice' }])
  const [gone] = await node.add('FINDS', [pdq(removed)])
  const first = worker()
  await first.load()
  await first.save()
  await (await node.person('officer')).call('DELETE', `/v1/content/items/${gone}`)
  await node.add('FINDS', [pdq(later), md5(2)])

  const second = worker()
  expect(() => second.finder()).toThrow('still being loaded')
  await second.load()
  expect(await found(second, pdq(flipped(kept, 31)))).toBe(1)
  expect(await found(second, pdq(later))).toBe(1)
  expect(await found(second, md5(1))).toBe(1)
  expect(await found(second, md5(2))).toBe(1)
  expect(await found(second, { type: 'text', value: 'A SHORT notice!' })).toBe(1)
  expect(await found(second, pdq(removed))).toBe(0)
  expect(second.appliedSeq).toBeGreaterThan(first.appliedSeq)
  const { types } = await second.status()
  expect(types.pdq).toMatchObject({ appliedSeq: second.appliedSeq, headSeq: second.appliedSeq })

  // The snapshot no longer has withdrawn signals.
  await second.forget()
  await second.save()
  const snapshot = await readContent()
  expect(snapshot.includes(Buffer.from(kept, 'hex'))).toBe(true)
  expect(snapshot.includes(Buffer.from(removed, 'hex'))).toBe(false)
})

test.each([
  [
    'a flipped byte in the middle',
    (bytes: Buffer) => bytes.fill((bytes[bytes.length >> 1] ?? 0) ^ 4, bytes.length >> 1, (bytes.length >> 1) + 1),
  ],
  ['a flipped byte of its header', (bytes: Buffer) => bytes.fill(0x55, 20, 21)],
  ['half of it', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
  ['nothing', () => Buffer.alloc(0)],
])('with %s left of a snapshot the index is built from the database', async (_, damage) => {
  const hash = randomPdq()
  await node.add('FINDS', [pdq(hash), md5(7)])
  const index = worker()
  await index.load()
  await index.save()
  const file = snapshotFile(node.dataRoot)
  writeFileSync(file, damage(readFileSync(file)))
  const again = worker()
  await again.load()
  expect(logged).toContain('index-corrupt')
  expect(again.ready).toBe(true)
  expect(await found(again, pdq(hash))).toBe(1)
  expect(await found(again, md5(7))).toBeGreaterThan(0)
})

test('another worker applies added and disabled items without a request', async () => {
  const other = worker(true)
  await other.load()
  const hash = randomPdq()
  const [itemId] = await node.add('FINDS', [pdq(hash)])
  const until = async (count: number) => {
    await expect.poll(() => found(other, pdq(hash)), { interval: 5 }).toBe(count)
  }
  await until(1)
  const officer = await node.person('officer')
  await officer.call('PATCH', `/v1/content/items/${itemId}`, { disableUntil: '2099-01-01T00:00:00.000Z' })
  await until(0)
  await other.stop()
})

test('a snapshot of a later database state is not used after a restore', async () => {
  const index = worker()
  await index.load()
  await index.save()
  // After a restore the numbers are assigned again; the time of a change distinguishes two changes of one number.
  const empty = new SignalFinder()
  for (const applied of [
    { seq: index.appliedSeq + 1000, at: 5n },
    { seq: index.appliedSeq, at: 5n },
  ]) {
    await writeSnapshot(node.dataRoot, node.store.files, empty, applied)
    const again = worker()
    await again.load()
    expect(again.appliedSeq).toBe(index.appliedSeq)
    expect(again.finder().terms.size).toBe(index.finder().terms.size)
  }
})

test('a signal valid beyond 2106 or from before 1970 matches today', () => {
  const terms = new SignalTermsTable()
  const one = { type: 'md5', bank: 1, inactive: false, disabledUntil: null, keyHigh: 0, keyLow: 1 } as const
  for (const [number, validFrom, usableUntil] of [
    [1, 0, Date.UTC(2110, 0)],
    [2, Date.UTC(1960, 0), Date.UTC(2050, 0)],
    [3, 0, Date.UTC(2000, 0)],
  ] as const)
    terms.set({ ...one, number, validFrom, usableUntil })
  expect([1, 2, 3].map((number) => terms.answersAt(number, Date.UTC(2026, 0)))).toEqual([true, true, false])
})

test('frames of a removed video are removed from memory', async () => {
  const finder = new SignalFinder()
  const frames = (count: number) =>
    packFrames(Array.from({ length: count }, (_, frame) => ({ frame, time: frame, quality: 100, hash: randomPdq() })))
  const one = { type: 'vpdq', bank: 1, inactive: false, quality: null, validFrom: 0, disabledUntil: null } as const
  finder.put({ ...one, number: 1, usableUntil: Date.UTC(2050, 0), raw: frames(40) })
  finder.put({ ...one, number: 2, usableUntil: Date.UTC(2050, 0), raw: frames(30) })
  await finder.compact()
  finder.drop(1)
  expect(finder.stats().vpdq).toMatchObject({ rows: 70, tombstones: 40 })
  await finder.compact()
  expect(finder.stats().vpdq).toMatchObject({ rows: 30, tombstones: 0 })
})
