import sharp from 'sharp'
import type { ShowAnswer, ShowRequest } from '../decoders/decoder-work.ts'
import { readImageHeader } from '../image/decode-image.ts'
import { tallest } from './view-work.ts'

/** Decodes one image small and as a person sees it: upright, with managed colours. Runs in a process that may crash. */
export async function showImage(file: Uint8Array, request: ShowRequest): Promise<ShowAnswer> {
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
