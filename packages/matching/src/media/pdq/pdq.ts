import { type Channels, checkPixels } from './check-pixels.ts'
import { dihedralHash, type Transform, transforms } from './dihedral.ts'
import { hashText } from './hash-text.ts'
import type { Transformed } from './kernel.ts'
import { qualityOf } from './plain-quality.ts'
import { transform } from './transform.ts'

export interface PdqOptions {
  /** Bytes per pixel, 3 by default. With 4, the fourth byte is ignored. */
  channels?: Channels
  /** `reference`, the default, shrinks pictures larger than 512 x 512 like the C++ reference; `full-resolution` never does, as vPDQ requires. */
  mode?: 'reference' | 'full-resolution'
}
export interface PdqHash {
  /** 64 lower-case hexadecimal digits, bit 255 first. */
  hash: string
  /** 0 to 100. Below 50 the picture has too little detail for a meaningful match. */
  quality: number
}
/** The hashes of one picture in its eight rotations and reflections. */
export type DihedralHashes = { quality: number } & Record<Transform, string>

/** Hashes below this quality should not be matched. */
export const usableQuality = 50
const smallestSide = 5
const shrunkSide = 512
const zeros = '0'.repeat(64)

/**
 * Computes the PDQ hash of decoded pixels, given row by row from the top left (Davis and Rosen 2019, "The TMK+PDQF Video-Hashing Algorithm and the
 * PDQ Image-Hashing Algorithm"). It equals the hash of the C++ reference on x86-64 bit for bit. A picture under 5 pixels wide or high hashes to
 * zeros, quality 0.
 * @throws RangeError where a size is not a positive integer, or there are fewer bytes than width x height x channels.
 */
export function pdq(pixels: Uint8Array, width: number, height: number, options: PdqOptions = {}): PdqHash {
  const transformed = transformPicture(pixels, width, height, options, true)
  if (transformed === null) return { hash: zeros, quality: 0 }
  return { hash: hashText(transformed.frequencies), quality: qualityOf(transformed.gradient) }
}

/**
 * Computes the hashes of a picture and of its seven rotations and reflections from one pass over its pixels. As in the reference, a 64 x 64 picture
 * is blurred here but not in `pdq`, so `original` of that size may differ from it.
 * @throws RangeError as `pdq`.
 */
export function pdqDihedral(
  pixels: Uint8Array,
  width: number,
  height: number,
  options: PdqOptions = {},
): DihedralHashes {
  const transformed = transformPicture(pixels, width, height, options, false)
  const hashes = transforms.map((name) => [
    name,
    transformed === null ? zeros : dihedralHash(transformed.frequencies, name),
  ])
  return { quality: transformed === null ? 0 : qualityOf(transformed.gradient), ...Object.fromEntries(hashes) }
}

function transformPicture(
  pixels: Uint8Array,
  width: number,
  height: number,
  { channels = 3, mode = 'reference' }: PdqOptions,
  copy64: boolean,
): Transformed | null {
  checkPixels(pixels, width, height, channels)
  if (width < smallestSide || height < smallestSide) return null
  return mode === 'reference' && isShrunk(width, height)
    ? transform(shrink(pixels, width, height, channels), shrunkSide, shrunkSide, channels, copy64)
    : transform(pixels, width, height, channels, copy64)
}

/** Checks whether the reference shrinks a picture of this size. */
export const isShrunk = (width: number, height: number): boolean => width > shrunkSide || height > shrunkSide

/** Shrinks a picture to 512 x 512 by nearest pixels, ignoring its aspect ratio, like the image tool of the reference. */
export function shrink(pixels: Uint8Array, width: number, height: number, channels: Channels): Uint8Array {
  const small = new Uint8Array(shrunkSide * shrunkSide * channels)
  const columns = Int32Array.from({ length: shrunkSide }, (_, x) => Math.floor((x * width) / shrunkSide) * channels)
  let to = 0
  for (let y = 0; y < shrunkSide; y += 1) {
    const row = Math.floor((y * height) / shrunkSide) * width * channels
    if (channels === 1) for (let x = 0; x < shrunkSide; x += 1) small[to++] = pixels[row + columns[x]!]!
    else
      for (let x = 0; x < shrunkSide; x += 1) {
        const from = row + columns[x]!
        small[to] = pixels[from]!
        small[to + 1] = pixels[from + 1]!
        small[to + 2] = pixels[from + 2]!
        to += channels
      }
  }
  return small
}
