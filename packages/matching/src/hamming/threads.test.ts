import { once } from 'node:events'
import { expect, test } from 'vitest'
import { numbers, startThread } from './hamming.fixture.ts'
import { HammingIndex } from './hamming-index.ts'
import { hashOf, type ReadingTask } from './reading.fixture.ts'

test('threads search one memory while rows change and another thread builds segments', async () => {
  const builder = startThread('building.fixture', {})
  await once(builder, 'online')
  let jobs = 0
  const index = new HammingIndex({
    sealAt: 200,
    build: async (job) => {
      jobs += 1
      builder.postMessage(job)
      await once(builder, 'message')
    },
  })
  const lasting = 1500
  for (let id = 0; id < lasting; id += 1) index.add(id, hashOf(id))
  const [stop, queries] = [new SharedArrayBuffer(4), new SharedArrayBuffer(8)]
  const handles = [index.openReader(), index.openReader()]
  const readers = handles.map((handle, seed) =>
    startThread('reading.fixture', { handle, seed, lasting, stop, queries } satisfies ReadingTask),
  )
  let ended = false
  const answers = readers.map(async (reader) => {
    try {
      return (await once(reader, 'message'))[0] as string[]
    } finally {
      ended = true
    }
  })
  const slowest = (): number => Math.min(...[0, 1].map((seed) => Atomics.load(new Int32Array(queries), seed)))

  const below = numbers(41)
  const present = new Set<number>()
  // A busy machine may start the readers late, so the changes continue until both readers have searched.
  for (let step = 0; step < 30_000 || (!ended && slowest() <= 100); step += 1) {
    const id = lasting + below(lasting)
    if (below(2) === 0) {
      index.add(id, hashOf(id))
      present.add(id)
    } else expect(index.remove(id)).toBe(present.delete(id))
    if (step % 100 === 0) await new Promise(setImmediate)
    if (step % 5000 === 4999) await index.seal()
  }
  Atomics.store(new Int32Array(stop), 0, 1)
  for (const answer of answers) expect(await answer).toEqual([])
  expect(slowest()).toBeGreaterThan(100)
  for (const handle of handles) index.closeReader(handle)
  await index.compact()
  expect(index.size).toBe(lasting + present.size)
  expect(index.stats()).toMatchObject({ rows: index.size, tombstones: 0 })
  expect(jobs).toBeGreaterThan(10)
  await Promise.all([builder, ...readers].map((thread) => thread.terminate()))
})

test('memory in use by a reader is not freed until the reader closes', async () => {
  const index = new HammingIndex({ sealAt: 50 })
  const handle = index.openReader()
  for (let id = 0; id < 100; id += 1) index.add(id, hashOf(id))
  await index.compact()
  const before = index.stats().bytes
  // Pin a version, as a thread does during a search.
  const atomic = new Int32Array(handle.memory.buffer)
  Atomics.store(atomic, handle.pin >> 2, Atomics.load(atomic, 0))
  for (let id = 0; id < 100; id += 1) index.add(id, hashOf(id + 1000))
  await index.compact()
  expect(index.stats().bytes).toBeGreaterThan(before)
  index.closeReader(handle)
  expect(index.stats().bytes).toBeLessThan(before)
})

test('an index allows 255 readers besides its built-in reader', () => {
  const index = new HammingIndex({ sealAt: 1 })
  const handles = Array.from({ length: 255 }, () => index.openReader())
  expect(() => index.openReader()).toThrow('256 readers at most')
  for (const handle of handles.slice(0, 2)) index.closeReader(handle)
  expect(index.openReader().pin).toBe(handles[0]?.pin)
})
