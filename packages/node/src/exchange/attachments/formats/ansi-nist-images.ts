import type { BiometricImage } from '@entente/contracts'
import { fieldText, type NistRecord } from './ansi-nist-record.ts'
import { type ImageHeader, readImageHeader } from './image-header.ts'
import type { Reader } from './reading.ts'

const modalities: Readonly<Record<number, BiometricImage['modality']>> = {
  4: 'fingerprint',
  10: 'face',
  14: 'fingerprint',
  17: 'iris',
}
/** Maps CGA codes of field x.011 to the format of the image bytes (ANSI/NIST-ITL 1-2011, table 15). */
const codes: Readonly<Record<string, ImageHeader['compression'] | null>> = {
  NONE: null,
  WSQ20: 'WSQ',
  JPEGB: 'JPEG',
  JPEGL: 'JPEG',
  JP2: 'JPEG 2000',
  JP2L: 'JPEG 2000',
  PNG: 'PNG',
}
/** For each record type, the field that states the image quality and the position of the score in its subfield. */
const qualities: Readonly<Record<number, { field: number; item: number }[]>> = {
  10: [{ field: 24, item: 0 }],
  14: [
    { field: 24, item: 1 },
    { field: 23, item: 1 },
  ],
  17: [{ field: 24, item: 0 }],
}
const noScore = [254, 255]

/**
 * Reads a record of Type-10 (face or other photograph), Type-14 (fingerprint) or Type-17 (iris). Reports the facts that
 * it states, and a finding if the first bytes of its image contradict them.
 */
export function readImageRecord(reader: Reader, record: NistRecord): void {
  const modality = modalities[record.type]
  if (modality === undefined) return
  const text = (number: number) => fieldText(reader.bytes, record, number)
  const whole = (number: number) => {
    const value = text(number)
    if (value === null || value === '') return null
    if (/^\d{1,6}$/.test(value)) return Number(value)
    reader.fault(
      'NIST_NUMBER',
      record.from,
      `Field ${record.type}.${String(number).padStart(3, '0')} is a whole number.`,
    )
    return null
  }
  const [width, height] = [whole(6), whole(7)]
  const compression = text(11)
  // A Type-10 record may also show scars, marks or tattoos; 10.003 states which.
  const kind = record.type === 10 && !(text(3) ?? 'FACE').startsWith('FACE') ? 'other' : modality
  reader.image({
    ...{ position: record.from, modality: kind, recordType: record.type, width, height },
    compression: compression !== null && compression in codes ? compression : null,
    resolution: resolutionOf(whole(8), whole(9)),
    quality: qualityOf(record, text),
  })
  const image = record.fields.find(({ number }) => number === 999)
  // A record may have no image: field 14.018 or 17.028 says so, or it contains only marks. It then states no size or
  // compression.
  if (image === undefined) {
    if (compression !== null)
      reader.fault('NIST_IMAGE_MISSING', record.from, 'The record states an image and has none.')
    return
  }
  if (width === null || height === null)
    reader.fault('NIST_SIZE', record.from, 'The record does not state the size of its image.')
  const expected = codes[compression ?? '']
  if (expected === undefined) {
    reader.fault('NIST_COMPRESSION', record.from, `Field ${record.type}.011 has no compression that is known.`)
    return
  }
  if (expected === null) return
  const header = readImageHeader(reader.bytes.subarray(image.from, image.to))
  if (header?.compression !== expected) {
    reader.fault('IMAGE_SIGNATURE', image.from, 'The image is not compressed as its record says.')
    return
  }
  const differs = (stated: number | null, own: number | null) => stated !== null && own !== null && stated !== own
  if (differs(width, header.width) || differs(height, header.height))
    reader.fault('IMAGE_DIFFERS', image.from, 'The image has another size than its record says.')
}

/**
 * Converts a stated scale to pixels per inch. SLC 1 means per inch, 2 means per centimetre; with 0 only the aspect
 * ratio is stated.
 */
const resolutionOf = (units: number | null, scale: number | null): number | null =>
  scale === null || (units !== 1 && units !== 2) ? null : Math.round(units === 1 ? scale : scale * 2.54)

/** Returns the lowest of several scores. */
function qualityOf(record: NistRecord, text: (number: number) => string | null): number | null {
  for (const { field, item } of qualities[record.type] ?? []) {
    const scores = (text(field) ?? '')
      .split('\x1e')
      .map((part) => part.split('\x1f')[item] ?? '')
      .filter((score) => /^\d{1,3}$/.test(score))
      .map(Number)
      .filter((score) => score <= 100 || noScore.includes(score))
    if (scores.length > 0) return Math.min(...scores)
  }
  return null
}

const typeFourHeader = 18
/**
 * Reads a Type-4 record: a greyscale fingerprint after 18 binary bytes (length, IDC, impression, six positions,
 * resolution, width, height, compression). `scanned` is the resolution that the Type-1 record states. Of other binary
 * record types only the length is checked.
 */
export function readBinaryRecord(reader: Reader, record: NistRecord, scanned: number | null): void {
  if (record.type !== 4) return
  const { bytes } = reader
  if (record.to - record.from < typeFourHeader) {
    reader.fault('NIST_LENGTH', record.from, 'A record of type 4 has a header of 18 bytes.')
    return
  }
  const code = bytes[record.from + 17] as number
  const [width, height] = [bytes.readUInt16BE(record.from + 13), bytes.readUInt16BE(record.from + 15)]
  reader.image({
    ...{ position: record.from, modality: 'fingerprint' as const, recordType: 4, width, height },
    ...{ compression: code === 0 ? 'NONE' : code === 1 ? 'WSQ20' : null, quality: null },
    resolution: bytes[record.from + 12] === 0 ? 500 : scanned,
  })
  if (code > 1)
    reader.fault('NIST_COMPRESSION', record.from + 17, 'A fingerprint of type 4 is uncompressed (0) or WSQ (1).')
  const data = bytes.subarray(record.from + typeFourHeader, record.to)
  if (code === 0 && data.length !== width * height)
    reader.fault('IMAGE_DIFFERS', record.from, 'The image has another size than its record says.')
  if (code === 1 && readImageHeader(data)?.compression !== 'WSQ')
    reader.fault('IMAGE_SIGNATURE', record.from + typeFourHeader, 'The image is not compressed as its record says.')
}
