import sharp from 'sharp'
import { generator } from './search-data.ts'

export const [width, height] = [1600, 1004]

/** Makes a JPEG of 1600 x 1004, different for each seed. */
export const makePhoto = (seed: number): Promise<Buffer> =>
  sharp(photoPixels(seed), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer()

/** Makes RGB pixels of waves and noise. Compressed as JPEG, they are about as large as a photograph. */
export function photoPixels(seed: number): Buffer {
  const next = generator(seed)
  const [a, b, c] = [next() % 40, next() % 40, next() % 40]
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [x / width, y / height]
      const wave = 127 + 55 * Math.sin(a * u + 9 * v * v) + 45 * Math.cos(b * v + c * u * v)
      const noise = (next() & 15) - 8
      for (let k = 0; k < 3; k += 1, at += 1) pixels[at] = Math.max(0, Math.min(255, wave + noise + 9 * k))
    }
  }
  return pixels
}
