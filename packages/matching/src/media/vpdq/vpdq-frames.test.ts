import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hexOf } from '../../digests/hash-bytes.ts'
import { frameInterval, readVpdq, type VpdqFrame, writeVpdq } from './vpdq-frames.ts'

const shared = join(import.meta.dirname, '../../../../../../shared/data/content/video')
const available = existsSync(shared)
if (!available) console.warn(`SKIPPED: no shared data at ${shared}; published frame hashes are not read`)

const hash = 'dadb999c25266273529cadac89cb52c22324ad3bce99726c38668d93c799f07c'
const someFrames: fc.Arbitrary<VpdqFrame[]> = fc
  .array(
    fc.record({
      quality: fc.nat(100),
      hash: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hexOf),
      millis: fc.nat(9_999_999),
    }),
    {
      minLength: 1,
    },
  )
  .map((frames) => frames.map(({ quality, hash, millis }, frame) => ({ frame, quality, hash, time: millis / 1000 })))

test.skipIf(!available)('the published hashes are read and written byte for byte', () => {
  for (const [name, count] of [
    ['doorknob-hd-no-bar.vpdq.txt', 120],
    ['doorknob-hd-no-bar.128x128.vpdq.txt', 120],
    ['test-padded-dimensions.vpdq.txt', 150],
  ] as const) {
    const text = readFileSync(join(shared, name), 'utf8')
    const { format, frames, findings } = readVpdq(text)
    expect([name, format, findings, frames.length]).toEqual([name, 'lines', [], count])
    expect(writeVpdq(frames)).toBe(text)
  }
})
test('readVpdq returns the frames that writeVpdq wrote, in both formats', () => {
  fc.assert(
    fc.property(someFrames, (frames) => {
      expect(readVpdq(writeVpdq(frames))).toEqual({ format: 'lines', frames, findings: [] })
      expect(readVpdq(writeVpdq(frames, 'list'))).toEqual({ format: 'list', frames, findings: [] })
      expect(readVpdq(JSON.stringify(frames)).frames).toEqual(frames)
      expect(readVpdq(JSON.stringify({ secondsPerHash: 1, frames })).frames).toEqual(frames)
    }),
  )
})
test('seconds with an exponent are read and written as decimals', () => {
  const { frames } = readVpdq(`["${hash},99,1.23e+02","${hash.toUpperCase()},50,0.0333"]`)
  expect(frames).toEqual([
    { frame: 0, time: 123, quality: 99, hash },
    { frame: 1, time: 0.0333, quality: 50, hash },
  ])
  expect(writeVpdq(frames, 'list')).toBe(`["${hash},99,123.000","${hash},50,0.033"]`)
})
test('the old format, an object from frame to hash, is read in order of frames', () => {
  const old = { 30: { quality: 80, hash, timestamp: '1.000' }, 0: { quality: 100, hash, timestamp: 0 } }
  expect(readVpdq(JSON.stringify(old))).toEqual({
    format: 'object',
    findings: [],
    frames: [
      { frame: 0, time: 0, quality: 100, hash },
      { frame: 30, time: 1, quality: 80, hash },
    ],
  })
})
test('an item that is not a frame is skipped, with a finding of its place', () => {
  const { frames, findings } = readVpdq(
    `0,100,${hash},0.000\n1,101,${hash},0.033\n\n2,100,${hash.slice(1)},0.067\n3,,${hash},1\n`,
  )
  expect(frames).toHaveLength(1)
  expect(findings.map(({ code, position }) => [code, position])).toEqual([
    ['VPDQ_BAD_FRAME', { line: 2 }],
    ['VPDQ_BAD_FRAME', { line: 4 }],
    ['VPDQ_BAD_FRAME', { line: 5 }],
  ])
  expect(readVpdq(`["${hash},99",7,null,"${hash},99,1,1"]`).findings).toHaveLength(4)
  expect(readVpdq('{"0":null}').findings).toHaveLength(1)
})
test('empty and broken texts give an error finding', () => {
  for (const [text, code] of [
    ['', 'VPDQ_EMPTY'],
    ['[]', 'VPDQ_EMPTY'],
    ['{"0":', 'VPDQ_MALFORMED'],
  ] as const)
    expect(readVpdq(text).findings).toMatchObject([{ code, severity: 'error' }])
})
test('readVpdq never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(readVpdq(text).frames.length + readVpdq(text).findings.length).toBeGreaterThan(0)
    }),
  )
})
test('frameInterval rounds down and is at least 1', () => {
  expect(frameInterval(7.3, 1)).toBe(7)
  expect(frameInterval(30000 / 1001, 1)).toBe(29)
  expect(frameInterval(25, 0)).toBe(1)
  expect(frameInterval(0.5, 1)).toBe(1)
})
