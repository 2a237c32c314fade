import type { BiometricReading } from '@entente/contracts'
import { readAnsiNist } from './ansi-nist.ts'
import { readFaceRecord } from './face-record.ts'
import { readFingerRecord } from './finger-record.ts'
import { readImageHeader, startsWith } from './image-header.ts'
import { Reader } from './reading.ts'

/**
 * Recognises a biometric file by its first bytes and checks its lengths, counts, signatures and sizes. It does not
 * decode pixels and does not compare people. Returns null for an unknown format. A finding of severity `error` means
 * that the format is known and the file has a fault. Never throws.
 */
export function readBiometricFile(bytes: Buffer): BiometricReading | null {
  if (/^1\.0{0,6}1:/.test(bytes.toString('latin1', 0, 12))) return readAnsiNist(bytes)
  if (startsWith(bytes, [0x46, 0x41, 0x43, 0])) return readFaceRecord(bytes)
  if (startsWith(bytes, [0x46, 0x49, 0x52, 0])) return readFingerRecord(bytes)
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return readBareImage(bytes, 'jpeg')
  const header = readImageHeader(bytes)
  const boxed = startsWith(bytes, [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20])
  if (boxed || header?.compression === 'JPEG 2000') return readBareImage(bytes, 'jpeg2000')
  return null
}

/**
 * Reads a face image that is a bare JPEG or JPEG 2000 file, as in passports (ICAO Doc 9303 part 9). Checks its
 * signature, its size and that it is complete.
 */
function readBareImage(bytes: Buffer, format: 'jpeg' | 'jpeg2000'): BiometricReading {
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
