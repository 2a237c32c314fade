import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'

const packed = promisify(deflate)
/** `zlib.crc32` was added in Node 20.15; the types may not have it yet. */
const checksum = crc32 as (data: Buffer) => number
const colourTypes = { 1: 0, 3: 2 } as const

/**
 * Encodes pixels of one (grey) or three channels of 8 bits as a PNG that contains nothing but pixels, whatever their
 * source was.
 */
export async function encodePng(pixels: Uint8Array, width: number, height: number, channels: 1 | 3): Promise<Buffer> {
  const row = width * channels
  if (pixels.length !== row * height) throw new RangeError('pixels do not fit width and height')
  const lines = Buffer.alloc((row + 1) * height)
  for (let y = 0; y < height; y += 1) lines.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, colourTypes[channels], 0, 0, 0], 8)
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', await packed(lines)), chunk('IEND')])
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(checksum(body))
  return Buffer.concat([length, body, sum])
}
