import { expect, test } from 'vitest'
import { hashBytes, hexOf } from '../../digests/hash-bytes.ts'
import { compareVpdq, matchVpdq, scanVideos, votersOf } from './match-vpdq.ts'
import type { VpdqFrame } from './vpdq-frames.ts'

/** Makes a hash from the number of a picture. Hashes of different numbers differ in about 128 bits. */
function pictureHash(picture: number): string {
  const bytes = new Uint8Array(32)
  let state = picture * 2 + 1
  for (let i = 0; i < 32; i += 1) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
    bytes[i] = state >>> 24
  }
  return hexOf(bytes)
}
function flipped(hash: string, bits: number): string {
  const bytes = hashBytes(hash)
  for (let i = 0; i < bits; i += 1) bytes[i >> 3]! ^= 1 << (i & 7)
  return hexOf(bytes)
}
const video = (pictures: readonly number[], start = 0): VpdqFrame[] =>
  pictures.map((picture, i) => ({ frame: 30 * i, time: start + i, quality: 100, hash: pictureHash(picture) }))
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i)

test('a video matches itself completely, in one segment', () => {
  const frames = video(range(0, 20))
  expect(compareVpdq(frames, frames)).toEqual({
    video: 0,
    queryPercent: 100,
    signalPercent: 100,
    segments: [{ queryStart: 0, queryEnd: 19, signalStart: 0, signalEnd: 19, frames: 20, meanDistance: 0 }],
    because: 'query',
  })
})
test('unrelated videos do not match', () => {
  expect(compareVpdq(video(range(0, 20)), video(range(100, 20)))).toBeNull()
})
test('frames 31 bits apart match; 32 bits apart they do not', () => {
  const signal = video([5])
  const query = (bits: number) => [{ ...signal[0]!, hash: flipped(signal[0]!.hash, bits) }]
  expect(compareVpdq(query(31), signal)).toMatchObject({ queryPercent: 100, because: 'query' })
  expect(compareVpdq(query(32), signal)).toBeNull()
  expect(compareVpdq(query(31), signal, { radius: 30 })).toBeNull()
})
test('frames of quality under 50 and repeated frames do not count', () => {
  const signal = video(range(0, 10))
  const dim = video(range(500, 40)).map((frame) => ({ ...frame, quality: 49 }))
  const still = video(Array(30).fill(3))
  expect(compareVpdq([...signal, ...dim, ...still], signal)).toMatchObject({ queryPercent: 100, signalPercent: 100 })
})
test('a video matches if at least 80 % of its frames match', () => {
  const query = video(range(0, 10))
  const bag = (known: number) => range(0, known).map((i) => ({ ...query[i]!, time: i * i * 7 }))
  expect(compareVpdq(query, bag(8))).toMatchObject({ queryPercent: 80, because: 'query' })
  expect(compareVpdq(query, bag(7))).toMatchObject({ queryPercent: 70, because: null })
})
test('a clip of eight seconds in a half-hour stream matches by its segment', () => {
  const clip = video(range(0, 9))
  const stream = video([...range(10_000, 600), ...range(0, 9), ...range(20_000, 1200)])
  const [match] = matchVpdq(stream, scanVideos([video(range(500, 30)), clip]))
  expect(match).toMatchObject({ video: 1, signalPercent: 100, because: 'segment' })
  expect(match!.queryPercent).toBeCloseTo((100 * 9) / 1809)
  expect(match!.segments).toEqual([
    { queryStart: 600, queryEnd: 608, signalStart: 0, signalEnd: 8, frames: 9, meanDistance: 0 },
  ])
})
test('a segment under five seconds or 60 % of the signal is not a match', () => {
  const stream = (known: readonly number[]) => video([...range(10_000, 50), ...known, ...range(20_000, 50)])
  expect(compareVpdq(stream(range(0, 5)), video(range(0, 5)))).toMatchObject({ signalPercent: 100, because: null })
  expect(compareVpdq(stream(range(0, 6)), video(range(0, 6)))).toMatchObject({ because: 'segment' })
  expect(compareVpdq(stream(range(0, 11)), video(range(0, 20)))).toMatchObject({ signalPercent: 55, because: null })
  expect(compareVpdq(stream(range(0, 12)), video(range(0, 20)))).toMatchObject({
    signalPercent: 60,
    because: 'segment',
  })
})
test('a recut video gives several segments', () => {
  const signal = video(range(0, 60))
  const recut = video([...range(40, 15), ...range(10_000, 5), ...range(5, 10), ...range(20_000, 4), ...range(25, 8)])
  expect(compareVpdq(recut, signal)!.segments).toMatchObject([
    { queryStart: 0, queryEnd: 14, signalStart: 40, signalEnd: 54, frames: 15 },
    { queryStart: 20, queryEnd: 29, signalStart: 5, signalEnd: 14, frames: 10 },
    { queryStart: 34, queryEnd: 41, signalStart: 25, signalEnd: 32, frames: 8 },
  ])
})
test('a gap of three seconds does not end a segment; a gap of four does', () => {
  const signal = video(range(0, 20))
  const cut = (gap: number) =>
    video(range(0, 20)).map((frame, i) => (i >= 8 && i < 8 + gap ? { ...frame, hash: pictureHash(900 + i) } : frame))
  expect(compareVpdq(cut(2), signal)!.segments).toHaveLength(1)
  expect(compareVpdq(cut(3), signal)!.segments.map(({ frames }) => frames)).toEqual([9, 8])
})
test('a slightly accelerated video gives one segment with its mean distance', () => {
  const signal = video(range(0, 30))
  const fast = signal.map((frame) => ({ ...frame, time: frame.time * 1.03, hash: flipped(frame.hash, 6) }))
  expect(compareVpdq(fast, signal)!.segments).toMatchObject([{ frames: 30, meanDistance: 6 }])
})
test('matching frames without a common offset in time give no segment', () => {
  const signal = video(range(0, 20))
  const shuffled = video(range(0, 20).map((i) => (i * 7 + 3) % 20))
  expect(compareVpdq(shuffled, signal)).toMatchObject({ queryPercent: 100, segments: [] })
})
test('a frame that is near to more than a hundred videos does not vote', () => {
  const logo = range(0, 6)
  const intro = (own: number) => video([...logo, ...range(1000 * own, 3)])
  const many = (count: number) => scanVideos(range(1, count).map(intro))
  const query = video([...logo, ...range(900_000, 20)])
  expect(matchVpdq(query, many(100)).every(({ segments }) => segments.length === 1)).toBe(true)
  expect(matchVpdq(query, many(101)).every(({ segments }) => segments.length === 0)).toBe(true)
})
test('at most five segments are returned', () => {
  const signal = video(range(0, 100))
  const pieces = range(0, 8).flatMap((i) => [...range(97 - 13 * i - (i % 3), 3 + (i % 3)), ...range(1000 * (i + 1), 6)])
  const { segments } = compareVpdq(video(pieces), signal)!
  expect(segments).toHaveLength(5)
})
test('a video without usable frames matches nothing', () => {
  expect(matchVpdq([], scanVideos([video(range(0, 5))]))).toEqual([])
  expect(compareVpdq(video(range(0, 5)), [])).toBeNull()
})
test('a long still scene is aligned with itself', () => {
  const base = pictureHash(1)
  const still = range(0, 1000).map((i) => {
    const bytes = hashBytes(base)
    bytes[i >> 8]! ^= i & 255
    bytes[4 + (i & 7)]! ^= 1 << (i >> 7)
    return { frame: i, time: i, quality: 100, hash: hexOf(bytes) }
  })
  const match = compareVpdq(still, still)!
  expect(match).toMatchObject({ queryPercent: 100, signalPercent: 100, because: 'query' })
  expect(match.segments[0]).toMatchObject({ queryStart: 0, signalStart: 0, meanDistance: 0 })
})
test('a frame votes with at most its 32 nearest frames of a video', () => {
  const scene = (video: number) => range(0, 40).map((time) => ({ video, time, distance: (time * 7) % 40 }))
  const voters = votersOf([...scene(1), ...scene(2)])
  for (const video of [1, 2])
    expect(voters.filter((voter) => voter.video === video).map(({ distance }) => distance)).toEqual(range(0, 32))
})
