/**
 * Facts from the header of an image; its pixels are not decoded. `end` says whether the image ends with the mark that
 * its format requires; it is null if the format has no such mark.
 */
export interface ImageHeader {
  compression: 'JPEG' | 'JPEG 2000' | 'PNG' | 'WSQ'
  width: number | null
  height: number | null
  end: boolean | null
}

/**
 * Reads the signature and the size of an image. Returns null for an unknown format, and for data that ends before the
 * size.
 */
export function readImageHeader(bytes: Buffer): ImageHeader | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return readJpeg(bytes)
  if (startsWith(bytes, jp2Signature)) return readJp2(bytes)
  if (startsWith(bytes, [0xff, 0x4f, 0xff, 0x51])) return readCodestream(bytes)
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return readPng(bytes)
  if (startsWith(bytes, [0xff, 0xa0, 0xff])) return { compression: 'WSQ', width: null, height: null, end: null }
  return null
}

export const startsWith = (bytes: Buffer, start: readonly number[]): boolean =>
  bytes.length >= start.length && start.every((byte, place) => bytes[place] === byte)

const jp2Signature = [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a] as const
/**
 * Returns whether a marker starts a frame: SOF0 to SOF15, except DHT, JPG and DAC, whose numbers lie in that range
 * (ITU-T T.81, table B.1).
 */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function readJpeg(bytes: Buffer): ImageHeader | null {
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] as number
    // Fill bytes may precede any marker (B.1.1.2).
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    if (marker === 0xda || marker === 0xd9 || length < 2) return null
    if (isFrame(marker)) {
      if (length < 8 || at + 9 > bytes.length) return null
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)]
      return { compression: 'JPEG', width, height, end: bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > at }
    }
    at += 2 + length
  }
  return null
}

/**
 * Reads the size from the boxes of a JP2 file (ISO/IEC 15444-1, annex I). The size is in the box `ihdr`, the first box
 * within `jp2h`.
 */
function readJp2(bytes: Buffer): ImageHeader | null {
  let at = jp2Signature.length
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'jp2h') {
      if (at + 30 > bytes.length || bytes.toString('latin1', at + 12, at + 16) !== 'ihdr') return null
      const [height, width] = [bytes.readUInt32BE(at + 16), bytes.readUInt32BE(at + 20)]
      return { compression: 'JPEG 2000', width, height, end: endsAsCodestream(bytes) }
    }
    // Length 0 means that the box extends to the end of the file, and 1 that an eight-byte length follows. Neither
    // occurs before the image header.
    if (length < 8 || type === 'jp2c') return null
    at += length
  }
  return null
}

function readCodestream(bytes: Buffer): ImageHeader | null {
  if (bytes.length < 24) return null
  const [x, y, left, top] = [8, 12, 16, 20].map((at) => bytes.readUInt32BE(at)) as [number, number, number, number]
  return { compression: 'JPEG 2000', width: x - left, height: y - top, end: endsAsCodestream(bytes) }
}
const endsAsCodestream = (bytes: Buffer) => bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > 0

function readPng(bytes: Buffer): ImageHeader | null {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  return { compression: 'PNG', width, height, end: bytes.includes('IEND') }
}
