/**
 * The process that decodes images and reads texts: it reads a request on standard input and writes the answer as a
 * line, until the input ends.
 */
import { canonicalUrl, pdq, pdqDihedral, textSignature, tlsh, tlshMinimum } from '@entente/matching/media'
import sharp from 'sharp'
import { readInput, writeLine } from '../confine/standard-streams.ts'
import { decodeImage, readImageHeader, shutLoaders } from '../image/decode-image.ts'
import { decodeText } from '../text/decode-text.ts'
import { tallest } from '../views/view-work.ts'
import {
  type DecoderAnswer,
  DecoderRequest,
  type ImageAnswer,
  type ImageRequest,
  ready,
  type ShowAnswer,
  type ShowRequest,
  type TextAnswer,
  type TextRequest,
} from './decoder-work.ts'
import { hashFrames } from './hash-frames.ts'

// libvips writes large images to files: they belong in the folder that is deleted after this process.
process.env.TMPDIR = process.cwd()
shutLoaders()
writeLine(ready)

for (let head = readInput(8); head !== null; head = readInput(8)) {
  const json = readInput(head.readUInt32LE(0))
  const file = readInput(head.readUInt32LE(4))
  if (json === null || file === null) break
  const request = DecoderRequest.parse(JSON.parse(json.toString()))
  writeLine(await answerTo(file, request))
  // Pixels are outside the heap. Without this call, V8 collects the whole heap every few files, at a third of the time
  // of decoding.
  globalThis.gc?.({ type: 'minor' })
}

function answerTo(file: Buffer, request: DecoderRequest): DecoderAnswer | Promise<DecoderAnswer> {
  if (request.kind === 'image') return hashImage(file, request)
  if (request.kind === 'frames') return hashFrames(file, request)
  return request.kind === 'text' ? hashText(file, request) : showImage(file, request)
}

/**
 * Decodes and hashes one image. Its stated size is checked before a pixel is decoded. Runs in a process that may crash.
 */
async function hashImage(file: Uint8Array, request: ImageRequest): Promise<ImageAnswer> {
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

/**
 * Computes the signature of a text and its TLSH digest (of its UTF-8). Runs in a process that may crash: a text can be
 * made to take long.
 */
function hashText(file: Uint8Array, request: TextRequest): TextAnswer {
  const { encoding, text, damaged } = decodeText(file)
  const bytes = Buffer.from(text)
  const digest = request.tlsh ? tlsh(bytes) : null
  const withoutTlsh = digest !== null || !request.tlsh ? null : bytes.length < tlshMinimum ? 'too-short' : 'too-uniform'
  return {
    kind: 'text',
    outcome: damaged ? 'damaged' : 'decoded',
    text: request.text ? describe(text, encoding) : null,
    tlsh: digest,
    withoutTlsh,
  }
}

function describe(text: string, encoding: string): TextAnswer['text'] {
  const { codePoints, sha256, simhash, shingles, scripts, urls } = textSignature(text)
  const canonical = urls.map((url) => canonicalUrl(url)?.canonical ?? url)
  return { encoding, codePoints, sha256, simhash, shingles, scripts, urls: [...new Set(canonical)] }
}

/** Decodes one image small and as a person sees it: upright, with managed colours. Runs in a process that may crash. */
async function showImage(file: Uint8Array, request: ShowRequest): Promise<ShowAnswer> {
  const nothing = { kind: 'show' as const, width: 0, height: 0, channels: 1 as const, pixels: '' }
  const image = await readImageHeader(file)
  if (image === null) return { outcome: 'undecodable', ...nothing }
  if (image.width * image.height > request.pixels || Math.max(image.width, image.height) > request.side)
    return { outcome: 'too-large', ...nothing }
  try {
    const { width } = request
    const { data, info } = await sharp(file, { failOn: 'none', limitInputPixels: request.pixels })
      .rotate()
      .resize({ width, height: width * tallest, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#808080' })
      .toColourspace(request.colour ? 'srgb' : 'b-w')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const channels = info.channels === 1 ? 1 : 3
    if (info.channels !== channels) return { outcome: 'undecodable', ...nothing }
    const size = { width: info.width, height: info.height, channels } as const
    return { kind: 'show', outcome: 'decoded', ...size, pixels: data.toString('base64') }
  } catch {
    return { outcome: 'undecodable', ...nothing }
  }
}

// Threads of the decoder may still be running, and nothing waits for them.
process.exit(0)
