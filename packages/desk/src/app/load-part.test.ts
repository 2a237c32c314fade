import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inBackground, loadPart, tryPartsNow } from './load-part.ts'

let fetched: string[]
let answers: (number | null)[]
beforeEach(() => {
  vi.useFakeTimers()
  fetched = []
  answers = []
  vi.stubGlobal('fetch', async (address: string) => {
    fetched.push(address)
    const status = answers.shift() ?? 200
    if (status === 0) throw new TypeError('Failed to fetch')
    return new Response('', { status })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
let place = 0
/** A script that no other test has asked for. */
const script = () => `assets/part-${place++}.js`

test('a part is fetched again after 0.5, 2 and 5 seconds, and imported only when its files are there', async () => {
  answers = [0, 503, 0, 0, 200]
  const load = vi.fn(async () => 'part')
  const loaded = loadPart(load, [script()])
  const after: number[] = []
  for (const ms of [0, 499, 1, 1999, 1, 4999, 1, 4999, 1]) {
    await vi.advanceTimersByTimeAsync(ms)
    after.push(fetched.length)
  }
  expect(after).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5])
  expect(await loaded).toBe('part')
  expect(load).toHaveBeenCalledTimes(1)
})

test('Try now tries at once, also a file that the node did not have', async () => {
  answers = [404, 404, 200]
  const loaded = loadPart(async () => 'part', [script()])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(fetched.length, 'not tried by itself').toBe(1)
  tryPartsNow()
  await vi.advanceTimersByTimeAsync(0)
  expect(fetched.length).toBe(2)
  tryPartsNow()
  expect(await loaded).toBe('part')
})

test('a part that nobody waits for is tried once', async () => {
  answers = [0]
  await expect(inBackground(() => loadPart(async () => 'part', [script()]))).rejects.toThrow()
  expect(fetched.length).toBe(1)
})

test('a part that is faulty itself is not tried again', async () => {
  const faulty = async () => {
    throw new SyntaxError('Unexpected token')
  }
  await expect(loadPart(faulty, [script()])).rejects.toThrow('Unexpected token')
  expect(fetched.length).toBe(1)
})

test('a file that arrived is not fetched again', async () => {
  const shared = script()
  await loadPart(async () => 1, [script(), shared])
  await loadPart(async () => 2, [script(), shared])
  expect(fetched.filter((address) => address === `/${shared}`).length).toBe(1)
})
