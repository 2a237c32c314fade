import { pdq, pdqDihedral } from '@entente/matching/media'
import type { ImageAnswer, ImageRequest } from '../decoders/decoder-work.ts'
import { decodeImage, readImageHeader } from './decode-image.ts'

/**
 * Decodes and hashes one image. Its stated size is checked before a pixel is decoded. Runs in a process that may crash.
 */
export async function hashImage(file: Uint8Array, request: ImageRequest): Promise<ImageAnswer> {
  const nothing = { kind: 'image' as const, image: null, pdq: null, dihedral: null }
  const image = await readImageHeader(file)
  if (image === null) return { outcome: 'undecodable', ...nothing }
  if (image.width * image.height > request.pixels || Math.max(image.width, image.height) > request.side) {
    return { outcome: 'too-large', ...nothing, image }
  }
  const pixels = await decodeImage(file, image.colourSpace, request.pixels)
  if (pixels === null) return { outcome: 'undecodable', ...nothing, image }
  const { data, width, height, channels, damaged } = pixels
  const options = { channels, mode: request.mode }
  let dihedral: ImageAnswer['dihedral'] = null
  if (request.dihedral) {
    const { quality: _quality, original: _original, ...turned } = pdqDihedral(data, width, height, options)
    dihedral = turned
  }
  const outcome = damaged ? 'damaged' : 'decoded'
  return { kind: 'image', outcome, image, pdq: pdq(data, width, height, options), dihedral }
}
