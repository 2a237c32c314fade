import type { BiometricReading } from '@entente/contracts'
import { readAnsiNist } from './ansi-nist.ts'
import { readBareImage } from './bare-image.ts'
import { readFaceRecord } from './face-record.ts'
import { readFingerRecord } from './finger-record.ts'
import { readImageHeader, startsWith } from './image-header.ts'

/**
 * Recognises a biometric file by its first bytes and checks its lengths, counts, signatures and sizes. It never
 * decodes pixels and compares nothing. Returns null for an unknown format; a finding `error` means a known format with
 * a fault. Never throws.
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
