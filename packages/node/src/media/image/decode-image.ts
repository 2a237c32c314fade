import type { MediaImage } from '@entente/contracts'
import type { Channels } from '@entente/matching/media'
import sharp, { type Metadata, type SharpOptions } from 'sharp'

export interface Pixels {
  data: Uint8Array
  width: number
  height: number
  channels: Channels
  /** The file has an error, and the pixels are its decodable part. */
  damaged: boolean
}

/**
 * Loaders of libvips that may read a file. All others are blocked: some follow references to other files, or call
 * further programs.
 */
const loaders = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].map((name) => `VipsForeignLoad${name}`)

/** Blocks every other loader. Called in a process that decodes nothing else. */
export function shutLoaders(): void {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: loaders })
  sharp.cache(false)
  sharp.concurrency(1)
}

const depths: Record<string, number> = {
  uchar: 8,
  char: 8,
  ushort: 16,
  short: 16,
  uint: 32,
  int: 32,
  float: 32,
  complex: 64,
  double: 64,
  dpcomplex: 128,
}

/** Reads the file's header without decoding pixels; null if it cannot be read. */
export async function readImageHeader(file: Uint8Array): Promise<MediaImage | null> {
  let metadata: Metadata
  try {
    metadata = await sharp(file, { failOn: 'none', limitInputPixels: false }).metadata()
  } catch {
    return null
  }
  const orientation = metadata.orientation ?? 0
  return {
    width: metadata.width,
    height: metadata.height,
    frames: metadata.pages ?? 1,
    orientation: orientation >= 1 && orientation <= 8 ? orientation : null,
    channels: metadata.channels,
    bitDepth: metadata.bitsPerSample ?? depths[metadata.depth] ?? 8,
    colourSpace: metadata.space,
    icc: metadata.hasProfile,
  }
}

/**
 * Decodes the pixels that the PDQ reference would see: first frame, as coded, not rotated, colours unmanaged, alpha
 * dropped, not resized. A damaged file gives its decodable part; null if there is none.
 */
export async function decodeImage(file: Uint8Array, colourSpace: string, pixels: number): Promise<Pixels | null> {
  const decode = decoders[colourSpace] ?? decodeRgb
  const options: SharpOptions = { ignoreIcc: true, limitInputPixels: pixels }
  try {
    return { ...(await decode(file, { ...options, failOn: 'error' })), damaged: false }
  } catch {
    return decode(file, { ...options, failOn: 'none' }).then(
      (decoded) => ({ ...decoded, damaged: true }),
      () => null,
    )
  }
}

type Decoded = Omit<Pixels, 'damaged'>

const decodeRgb = (file: Uint8Array, options: SharpOptions): Promise<Decoded> => decodeTo('srgb', file, options)
/** Keeps one value per pixel: the luma of three equal values is not always that value again in 32-bit arithmetic. */
const decodeGrey = (file: Uint8Array, options: SharpOptions): Promise<Decoded> => decodeTo('b-w', file, options)
const decoders: Record<string, typeof decodeRgb> = { cmyk: decodeCmyk, 'b-w': decodeGrey, grey16: decodeDeepGrey }

async function decodeTo(colourSpace: string, file: Uint8Array, options: SharpOptions): Promise<Decoded> {
  const pipeline = sharp(file, options).removeAlpha().toColourspace(colourSpace)
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels as Channels }
}

/** Converts grey of 16 bits through RGB: libvips takes the high byte for colours, and another value for grey. */
async function decodeDeepGrey(file: Uint8Array, options: SharpOptions): Promise<Decoded> {
  const { data, width, height, channels } = await decodeRgb(file, options)
  const size = width * height
  for (let i = 0; i < size; i += 1) data[i] = data[i * channels] as number
  return { data: data.subarray(0, size), width, height, channels: 1 }
}

/** Converts CMYK as stored to RGB without a profile. */
async function decodeCmyk(file: Uint8Array, options: SharpOptions): Promise<Decoded> {
  const { data, info } = await sharp(file, options)
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  for (let from = 0, to = 0; from < data.length; from += channels, to += 3) {
    const light = 255 - (data[from + 3] as number)
    for (let c = 0; c < 3; c += 1) data[to + c] = Math.round(((255 - (data[from + c] as number)) * light) / 255)
  }
  return { data: data.subarray(0, width * height * 3), width, height, channels: 3 }
}
