import type { BiometricReading } from '@entente/contracts'
import { readImageHeader } from './image-header.ts'
import { Reader } from './reading.ts'

/** Reads a face as bare JPEG or JPEG 2000, as in passports (ICAO Doc 9303 part 9): signature, size, completeness. */
export function readBareImage(bytes: Buffer, format: 'jpeg' | 'jpeg2000'): BiometricReading {
  const reader = new Reader(bytes)
  const header = readImageHeader(bytes)
  if (header === null) reader.fault('IMAGE_BROKEN', 0, 'The image breaks off before it tells its size.')
  else {
    const { width, height } = header
    reader.image({
      ...{ position: 0, modality: 'face' as const, recordType: null, compression: header.compression },
      ...{ width, height, resolution: null, quality: null },
    })
    if (header.end === false) reader.fault('IMAGE_CUT_OFF', bytes.length, 'The image breaks off before its end.')
  }
  return reader.done(format)
}
