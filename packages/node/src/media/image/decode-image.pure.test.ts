import { pdq } from '@entente/matching/media'
import { expect, test } from 'vitest'
import { wavePicture, wavePixels } from '../made-media.fixture.ts'
import { decodeImage, type Pixels, readImageHeader } from './decode-image.ts'

async function decode(file: Uint8Array): Promise<Pixels> {
  const header = await readImageHeader(file)
  const pixels = await decodeImage(file, header?.colourSpace ?? '', 1e8)
  if (pixels === null) throw new Error('nothing decoded')
  return pixels
}
const bytesOf = ({ data }: Pixels) => Buffer.from(data)

test('a lossless picture decodes to its original pixels', async () => {
  const pixels = await decode(await wavePicture(90, 70).png().toBuffer())
  expect(pixels).toMatchObject({ width: 90, height: 70, channels: 3, damaged: false })
  expect(bytesOf(pixels).equals(wavePixels(90, 70))).toBe(true)
})

test('a colour profile is recorded and does not change a pixel', async () => {
  const plain = await wavePicture(64, 64).jpeg().toBuffer()
  const wide = await wavePicture(64, 64).withIccProfile('p3').jpeg().toBuffer()
  // The file has a profile; the reference sees the file without it.
  const { default: sharp } = await import('sharp')
  const stripped = await sharp(wide, { ignoreIcc: true }).png().toBuffer()
  expect(await readImageHeader(wide)).toMatchObject({ icc: true })
  expect(await readImageHeader(plain)).toMatchObject({ icc: false })
  expect(bytesOf(await decode(wide)).equals(bytesOf(await decode(stripped)))).toBe(true)
})

test('the orientation is recorded and never applied', async () => {
  const upright = await wavePicture(80, 40).png().toBuffer()
  const turned = await wavePicture(80, 40).withMetadata({ orientation: 6 }).png().toBuffer()
  expect(await readImageHeader(turned)).toMatchObject({ orientation: 6, width: 80, height: 40 })
  expect(await readImageHeader(upright)).toMatchObject({ orientation: null })
  expect(await decode(turned)).toMatchObject({ width: 80, height: 40 })
  expect(bytesOf(await decode(turned)).equals(bytesOf(await decode(upright)))).toBe(true)
})

test('transparency is dropped, not blended', async () => {
  const pixels = wavePixels(50, 50, 4)
  const decoded = await decode(await wavePicture(50, 50, 4).png().toBuffer())
  expect(decoded.channels).toBe(3)
  const wanted = Buffer.from(pixels.filter((_, i) => i % 4 !== 3))
  expect(bytesOf(decoded).equals(wanted)).toBe(true)
})

test('a grey picture keeps one value per pixel', async () => {
  const decoded = await decode(await wavePicture(60, 60, 1).toColourspace('b-w').png().toBuffer())
  expect(decoded.channels).toBe(1)
  expect(bytesOf(decoded).equals(wavePixels(60, 60, 1))).toBe(true)
})

test('16-bit grey gives its high bytes, and grey with transparency the grey', async () => {
  const { default: sharp } = await import('sharp')
  const values = Uint16Array.from({ length: 40 * 40 }, (_, i) => ((i * 7) % 256) * 256 + ((i * 31) % 256))
  const deep = await sharp(values, { raw: { width: 40, height: 40, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toBuffer()
  const decoded = await decode(deep)
  expect(decoded.channels).toBe(1)
  const stored = await sharp(deep).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer()
  expect(bytesOf(decoded).equals(Buffer.from(stored.filter((_, i) => i % 2 === 1)))).toBe(true)
  const seeThrough = await wavePicture(60, 60, 1).toColourspace('b-w').ensureAlpha(0.3).png().toBuffer()
  const grey = await decode(seeThrough)
  expect(grey.channels).toBe(1)
  expect(bytesOf(grey).equals(wavePixels(60, 60, 1))).toBe(true)
})

test('a palette becomes its colours', async () => {
  const file = await wavePicture(60, 60).png({ palette: true, colours: 16, dither: 0 }).toBuffer()
  expect(await decode(file)).toMatchObject({ channels: 3, width: 60, height: 60 })
})

test('16-bit colours give their high bytes', async () => {
  const values = Uint16Array.from({ length: 40 * 40 * 3 }, (_, i) => ((i * 7) % 256) * 256 + ((i * 31) % 256))
  const { default: sharp } = await import('sharp')
  const file = await sharp(values, { raw: { width: 40, height: 40, channels: 3 } })
    .toColourspace('rgb16')
    .png()
    .toBuffer()
  expect(await readImageHeader(file)).toMatchObject({ bitDepth: 16 })
  const stored = await sharp(file).toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer()
  const high = Buffer.from(stored.filter((_, i) => i % 2 === 1))
  expect(bytesOf(await decode(file)).equals(high)).toBe(true)
})

test('CMYK is converted by the plain formula without a profile', async () => {
  const { default: sharp } = await import('sharp')
  const file = await wavePicture(64, 64).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()
  const inks = await sharp(file).pipelineColourspace('cmyk').toColourspace('cmyk').raw().toBuffer()
  const decoded = await decode(file)
  expect(decoded.channels).toBe(3)
  const [c, , , k] = inks.subarray(400, 404) as unknown as [number, number, number, number]
  expect(decoded.data[300]).toBe(Math.round(((255 - c) * (255 - k)) / 255))
  expect(decoded.data.length).toBe(64 * 64 * 3)
})

test('an animation gives its first frame', async () => {
  const { default: sharp } = await import('sharp')
  const frames = await Promise.all([wavePicture(64, 64), wavePicture(64, 64).negate()].map((f) => f.png().toBuffer()))
  const file = await sharp(frames, { join: { animated: true } })
    .webp({ lossless: true })
    .toBuffer()
  expect(await readImageHeader(file)).toMatchObject({ frames: 2, width: 64, height: 64 })
  expect(bytesOf(await decode(file)).equals(wavePixels(64, 64))).toBe(true)
})

test('a truncated JPEG gives its decodable part and is marked damaged', async () => {
  const file = await wavePicture(400, 300).jpeg({ quality: 90 }).toBuffer()
  const whole = await decode(file)
  const cut = await decode(file.subarray(0, Math.floor(file.length * 0.7)))
  expect(cut).toMatchObject({ width: 400, height: 300, damaged: true })
  expect(
    bytesOf(cut)
      .subarray(0, 400 * 100 * 3)
      .equals(bytesOf(whole).subarray(0, 400 * 100 * 3)),
  ).toBe(true)
  expect(pdq(cut.data, 400, 300, { channels: 3 }).hash).toMatch(/^[0-9a-f]{64}$/)
})

test('a file without a header is no image', async () => {
  expect(await readImageHeader(Buffer.from('\xff\xd8\xff\xe0nothing', 'latin1'))).toBeNull()
})
