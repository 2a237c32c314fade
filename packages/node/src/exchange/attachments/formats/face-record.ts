import type { BiometricReading } from '@entente/contracts'
import { readImageHeader } from './image-header.ts'
import { Reader } from './reading.ts'

const headerBytes = 14
/** Lengths in bytes of the two blocks that describe one image: facial information and image information. */
const facialBytes = 20
const imageBytes = 12
const dataTypes = ['JPEG', 'JPEG 2000'] as const

/**
 * Reads a face image record of ISO/IEC 19794-5:2005 (clause 5), as passports contain it. Checks the identifier `FAC`,
 * version 010 and the lengths, and reads the data type, size and quality of each image (quality 0 means that it is not
 * stated). Later editions are recognised and refused with a finding.
 */
export function readFaceRecord(bytes: Buffer): BiometricReading {
  const reader = new Reader(bytes)
  walk(reader)
  return reader.done('iso-19794-5')
}

function walk(reader: Reader): void {
  const { bytes } = reader
  if (bytes.length < headerBytes) {
    reader.fault('FAC_CUT_OFF', bytes.length, 'The header has 14 bytes.')
    return
  }
  const version = bytes.subarray(4, 8)
  if (!version.equals(Buffer.from('010\0'))) {
    reader.fault('FAC_VERSION', 4, 'Version 010 is read (ISO/IEC 19794-5:2005).')
    return
  }
  reader.edition = '010'
  if (bytes.readUInt32BE(8) !== bytes.length)
    reader.fault('FAC_LENGTH', 8, `The record says ${bytes.readUInt32BE(8)} bytes and has ${bytes.length}.`)
  const count = bytes.readUInt16BE(12)
  if (count === 0) reader.fault('FAC_EMPTY', 12, 'The record has no image.')
  let at = headerBytes
  for (let image = 0; image < count; image += 1) {
    if (at + facialBytes > bytes.length) {
      reader.fault('FAC_CUT_OFF', at, `The record says ${count} images and has ${image}.`)
      return
    }
    const length = bytes.readUInt32BE(at)
    const info = at + facialBytes + 8 * bytes.readUInt16BE(at + 4)
    if (info + imageBytes > at + length || at + length > bytes.length) {
      reader.fault('FAC_BLOCK_LENGTH', at, 'The length of an image block does not fit what is in it.')
      return
    }
    readImage(reader, { block: at, info, end: at + length })
    at += length
  }
  if (at !== bytes.length) reader.fault('FAC_TRAILING', at, 'Bytes follow the last image.')
}

function readImage(reader: Reader, { block, info, end }: { block: number; info: number; end: number }): void {
  const { bytes } = reader
  const compression = dataTypes[bytes[info + 1] as number] ?? null
  if (compression === null)
    reader.fault('FAC_DATA_TYPE', info + 1, 'The data type of an image is 0 (JPEG) or 1 (JPEG 2000).')
  const [width, height, score] = [2, 4, 10].map((part) => bytes.readUInt16BE(info + part)) as [number, number, number]
  const quality = score === 0 ? null : score
  if (score > 100)
    reader.find('warning', 'FAC_QUALITY', info + 10, 'A quality is 1 to 100, or 0 where it is not stated.')
  reader.image({
    ...{ position: block, modality: 'face' as const, recordType: null, compression, width, height },
    ...{ resolution: null, quality: score > 100 ? null : quality },
  })
  const data = bytes.subarray(info + imageBytes, end)
  const header = readImageHeader(data)
  if (header === null || header.compression !== compression) {
    reader.fault('IMAGE_SIGNATURE', info + imageBytes, 'The image is not of the data type that the record says.')
    return
  }
  if (header.width !== width || header.height !== height)
    reader.fault('IMAGE_DIFFERS', info + 2, 'The image has another size than the record says.')
  if (header.end === false) reader.fault('IMAGE_CUT_OFF', end, 'The image breaks off before its end.')
}
