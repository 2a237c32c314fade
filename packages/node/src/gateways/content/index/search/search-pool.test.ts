import { HammingIndex } from '@entente/matching'
import { afterAll, expect, test } from 'vitest'
import { flipped, randomPdq } from '../../content.fixture.ts'
import { SearchPool } from './search-pool.ts'
import { ThreadedIndex } from './threaded-index.ts'

const pool = new SearchPool({ threads: 2, worthIt: 1 })
afterAll(() => pool.close())

const bytes = (hash: string) => Buffer.from(hash, 'hex')
const everything = { radius: 31, limit: 100, accept: () => true }
async function untilReady(index: ThreadedIndex): Promise<void> {
  while (index.atOnce === 1) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('search threads find the same as the index while rows and segments change', async () => {
  const threaded = new ThreadedIndex(pool, new HammingIndex({ sealAt: 2000, build: pool.build }))
  const { index } = threaded
  const hashes = Array.from({ length: 5000 }, randomPdq)
  for (const [id, hash] of hashes.entries()) index.add(id, bytes(hash))
  // Before its threads are ready, the caller searches itself.
  expect((await threaded.near(bytes(hashes[0] as string), everything)).matches).toEqual([{ id: 0, distance: 0 }])
  await untilReady(threaded)

  // A cluster of near rows: refused rows neither count nor displace accepted ones.
  for (let id = 6000; id < 9000; id += 1) index.add(id, bytes(flipped(hashes[7] as string, id % 20)))
  const queries = [0, 7, 99, 4999].flatMap((id) => [0, 12, 31, 32].map((bits) => flipped(hashes[id] as string, bits)))
  for (const terms of [
    everything,
    { radius: 10, limit: 5, accept: (id: number) => id % 3 === 0 },
    { radius: 31, limit: 10_000, accept: () => true },
  ]) {
    const answers = await Promise.all(queries.map((query) => threaded.near(bytes(query), terms)))
    expect(answers).toEqual(queries.map((query) => index.query(bytes(query), terms)))
  }

  // The next search of any thread finds a change.
  for (let turn = 0; turn < 200; turn += 1) {
    const fresh = bytes(randomPdq())
    index.add(20_000 + turn, fresh)
    expect((await threaded.near(fresh, everything)).matches).toEqual([{ id: 20_000 + turn, distance: 0 }])
    index.remove(20_000 + turn)
    expect((await threaded.near(fresh, everything)).matches).toEqual([])
  }
  await index.compact()
  expect(index.stats().tombstones).toBe(0)
  expect((await threaded.near(bytes(hashes[4999] as string), everything)).matches).toEqual([{ id: 4999, distance: 0 }])
})

test('if too many rows are near, the nearest are returned and truncated is set', async () => {
  const threaded = new ThreadedIndex(pool, new HammingIndex({ build: pool.build }))
  const hash = randomPdq()
  const near = flipped(hash, 3)
  const ids = Uint32Array.from({ length: 12_000 }, (_, id) => id)
  const rows = Buffer.concat(Array.from(ids, (id) => bytes(id < 50 ? hash : near)))
  threaded.index.addMany(ids, rows)
  await untilReady(threaded)
  const terms = { radius: 31, limit: 100, accept: (id: number) => id !== 3 }
  const answer = await threaded.near(bytes(hash), terms)
  expect(answer).toEqual(threaded.index.query(bytes(hash), terms))
  expect([answer.total, answer.truncated, answer.matches.length, answer.matches[48]?.id]).toEqual([
    10_000,
    true,
    100,
    49,
  ])
})

test('after the search threads ended, the calling thread searches itself', async () => {
  const mortal = new SearchPool({ threads: 1, worthIt: 1 })
  const threaded = new ThreadedIndex(mortal, new HammingIndex({ build: mortal.build }))
  const hash = bytes(randomPdq())
  threaded.index.add(1, hash)
  await untilReady(threaded)
  // One search runs before the threads end and one after it.
  const [before] = [threaded.near(hash, everything), mortal.close()]
  expect((await before).matches).toEqual([{ id: 1, distance: 0 }])
  expect((await threaded.near(hash, everything)).matches).toEqual([{ id: 1, distance: 0 }])
  expect(threaded.atOnce).toBe(1)
  // No reader of the thread stays open.
  expect(() => Array.from({ length: 255 }, () => threaded.index.openReader())).not.toThrow()
})
