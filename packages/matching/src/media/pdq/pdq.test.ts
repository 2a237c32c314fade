import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hamming } from '../../digests/hamming-distance.ts'
import type { Channels } from './check-pixels.ts'
import { dctMatrix } from './dct.ts'
import { transforms } from './dihedral.ts'
import { hashText } from './hash-text.ts'
import { startPdqKernel } from './kernel.ts'
import { isShrunk, pdq, pdqDihedral, shrink } from './pdq.ts'
import { qualityOf } from './plain-quality.ts'
import { syntheticHashes, syntheticPicture } from './synthetic.fixture.ts'
import { transformPlainly } from './transform.ts'

const bits = (values: Float32Array): Uint32Array => new Uint32Array(Float32Array.from(values).buffer)

test('synthetic pictures have the hash and quality of the C++ reference', () => {
  expect(syntheticHashes).toHaveLength(84)
  for (const { kind, width, height, hash, quality } of syntheticHashes)
    expect(pdq(syntheticPicture(kind, width, height), width, height), `${kind} ${width}x${height}`).toEqual({
      hash,
      quality,
    })
})
test('the plain TypeScript implementation gives the hashes of the C++ reference', () => {
  for (const { kind, width, height, hash, quality } of syntheticHashes.filter(({ width }) => width >= 5)) {
    const pixels = syntheticPicture(kind, width, height)
    const { frequencies, gradient } = isShrunk(width, height)
      ? transformPlainly(shrink(pixels, width, height, 3), 512, 512, 3, true)
      : transformPlainly(pixels, width, height, 3, true)
    expect({ hash: hashText(frequencies), quality: qualityOf(gradient) }, `${kind} ${width}x${height}`).toEqual({
      hash,
      quality,
    })
  }
})
test('the WebAssembly kernel equals plain TypeScript bit for bit for any picture', () => {
  const kernel = startPdqKernel()!
  const sizes = fc.oneof(fc.integer({ min: 5, max: 70 }), fc.integer({ min: 5, max: 300 }))
  const content = fc.record({ seed: fc.integer(), coarse: fc.constantFrom(1, 7, 40, 100_000) })
  const picture = fc.record({
    width: sizes,
    height: sizes,
    channels: fc.constantFrom<Channels>(1, 3, 4),
    copy64: fc.boolean(),
    content,
  })
  fc.assert(
    fc.property(picture, ({ width, height, channels, copy64, content: { seed, coarse } }) => {
      const pixels = new Uint8Array(width * height * channels)
      for (let i = 0; i < pixels.length; i += 1)
        pixels[i] = Math.imul(Math.floor(i / coarse) + seed, 2_654_435_761) >>> 24
      const [fast, plain] = [kernel.transform, transformPlainly].map((steps) =>
        steps(pixels, width, height, channels, copy64),
      )
      expect(fast!.gradient).toBe(plain!.gradient)
      expect(bits(fast!.frequencies)).toEqual(bits(plain!.frequencies))
    }),
    { numRuns: 300 },
  )
})
test.each([
  [64, 64],
  [1031, 640],
  [6, 1500],
  [1500, 6],
  [2049, 129],
])('the kernel equals the plain steps for %d x %d', (width, height) => {
  const kernel = startPdqKernel()!
  for (const copy64 of [true, false]) {
    const pixels = syntheticPicture(5, width, height)
    const [fast, plain] = [kernel.transform, transformPlainly].map((steps) => steps(pixels, width, height, 3, copy64))
    expect(fast!.gradient).toBe(plain!.gradient)
    expect(bits(fast!.frequencies)).toEqual(bits(plain!.frequencies))
  }
})
test('a picture of another size does not affect later hashes', () => {
  const kernel = startPdqKernel()!
  const hash = () => hashText(kernel.transform(syntheticPicture(0, 300, 300), 300, 300, 3, true).frequencies)
  const first = hash()
  kernel.transform(syntheticPicture(5, 900, 40), 900, 40, 3, true)
  expect(hash()).toBe(first)
})
test('a fourth channel is ignored; one channel is brightness', () => {
  const opaque = syntheticPicture(2, 129, 200, 4)
  expect(pdq(opaque, 129, 200, { channels: 4 })).toEqual(pdq(syntheticPicture(2, 129, 200), 129, 200))
  const grey = syntheticPicture(2, 129, 200).filter((_, i) => i % 3 === 0)
  expect(pdq(grey, 129, 200, { channels: 1 }).quality).toBe(100)
})
test('in the mode `full-resolution` a picture is not shrunk', () => {
  const pixels = syntheticPicture(2, 640, 480)
  const full = pdq(pixels, 640, 480, { mode: 'full-resolution' })
  expect(full.hash).toBe(hashText(transformPlainly(pixels, 640, 480, 3, true).frequencies))
  expect(full.hash).not.toBe(pdq(pixels, 640, 480).hash)
})
test('pdqDihedral gives eight different hashes, the original first', () => {
  const hashes = pdqDihedral(syntheticPicture(2, 300, 300), 300, 300)
  expect(hashes.original).toBe(pdq(syntheticPicture(2, 300, 300), 300, 300).hash)
  expect(Object.keys(hashes)).toEqual([
    'quality',
    'original',
    'rotate90',
    'rotate180',
    'rotate270',
    'flipX',
    'flipY',
    'flipPlus1',
    'flipMinus1',
  ])
  expect(new Set(Object.values(hashes)).size).toBe(9)
})
test('a picture under five pixels wide or high hashes to zeros', () => {
  expect(pdq(new Uint8Array(48), 4, 4)).toEqual({ hash: '0'.repeat(64), quality: 0 })
  expect(pdqDihedral(new Uint8Array(48), 4, 4).rotate90).toBe('0'.repeat(64))
})
test('a plain white card has quality 0', () => {
  expect(pdq(new Uint8Array(800 * 600 * 3).fill(255), 800, 600).quality).toBe(0)
})
test('too few bytes and invalid sizes are rejected', () => {
  for (const [length, width, height] of [
    [299, 10, 10],
    [300, 10.5, 10],
    [300, 0, 10],
    [300, Number.NaN, 10],
    [300, 10, -1],
  ] as const)
    expect(() => pdq(new Uint8Array(length), width, height), `${width}x${height}`).toThrow(RangeError)
  expect(() => pdq(new Uint8Array(300), 10, 10, { channels: 2 as 1 })).toThrow(RangeError)
})
test('the matrix of the cosine transform has the expected bits', () => {
  let sum = 0x811c9dc5
  for (const word of bits(dctMatrix)) sum = Math.imul(sum ^ word, 0x01000193) >>> 0
  expect(sum.toString(16)).toBe('fe185081')
})
test('a dihedral hash is near to the hash of the transformed picture', () => {
  const [side, pixels] = [300, syntheticPicture(2, 300, 300)]
  const moved = (from: (x: number, y: number) => [x: number, y: number]) => {
    const copy = new Uint8Array(pixels.length)
    for (let y = 0; y < side; y += 1)
      for (let x = 0; x < side; x += 1) {
        const [fromX, fromY] = from(x, y)
        for (let c = 0; c < 3; c += 1) copy[(y * side + x) * 3 + c] = pixels[(fromY * side + fromX) * 3 + c]!
      }
    return pdq(copy, side, side).hash
  }
  const last = side - 1
  const really = {
    original: moved((x, y) => [x, y]),
    rotate90: moved((x, y) => [last - y, x]),
    rotate180: moved((x, y) => [last - x, last - y]),
    rotate270: moved((x, y) => [y, last - x]),
    flipX: moved((x, y) => [x, last - y]),
    flipY: moved((x, y) => [last - x, y]),
    flipPlus1: moved((x, y) => [y, x]),
    flipMinus1: moved((x, y) => [last - y, last - x]),
  }
  const computed = pdqDihedral(pixels, side, side)
  for (const name of transforms) expect(hamming(computed[name], really[name]), name).toBeLessThanOrEqual(18)
})
