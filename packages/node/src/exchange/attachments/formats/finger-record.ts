import type { BiometricReading } from '@entente/contracts'
import { Reader } from './reading.ts'

const headerBytes = 32
const viewBytes = 14
const compressions = ['none', 'none, bits packed', 'WSQ', 'JPEG', 'JPEG 2000', 'PNG'] as const
const perInch = [1, 2.54]

/**
 * Reads a finger image record of ISO/IEC 19794-4:2005 (clause 7): a general header of 32 bytes, then views that each
 * state their length. Checks the identifier `FIR`, version 010 and the lengths, and reads the compression, size,
 * resolution and quality of each view (0 to 100; 254 means that it is not stated).
 */
export function readFingerRecord(bytes: Buffer): BiometricReading {
  const reader = new Reader(bytes)
  walk(reader)
  return reader.done('iso-19794-4')
}

function walk(reader: Reader): void {
  const { bytes } = reader
  if (bytes.length < headerBytes) {
    reader.fault('FIR_CUT_OFF', bytes.length, 'The header has 32 bytes.')
    return
  }
  if (!bytes.subarray(4, 8).equals(Buffer.from('010\0'))) {
    reader.fault('FIR_VERSION', 4, 'Version 010 is read (ISO/IEC 19794-4:2005).')
    return
  }
  reader.edition = '010'
  const length = bytes.readUIntBE(8, 6)
  if (length !== bytes.length) reader.fault('FIR_LENGTH', 8, `The record says ${length} bytes and has ${bytes.length}.`)
  const fingers = bytes[18] as number
  const unit = perInch[(bytes[19] as number) - 1]
  if (unit === undefined) reader.fault('FIR_UNITS', 19, 'Resolution is per inch (1) or per centimetre (2).')
  const resolution = unit === undefined ? null : Math.round(bytes.readUInt16BE(24) * unit)
  const compression = compressions[bytes[29] as number] ?? null
  if (compression === null) reader.fault('FIR_COMPRESSION', 29, 'A compression is 0 to 5.')
  const positions = new Set<number>()
  let at = headerBytes
  while (at < bytes.length) {
    const block = at + viewBytes > bytes.length ? 0 : bytes.readUInt32BE(at)
    if (block < viewBytes || at + block > bytes.length) {
      reader.fault('FIR_BLOCK_LENGTH', at, 'The length of a view does not fit what is in it.')
      return
    }
    positions.add(bytes[at + 4] as number)
    reader.image({
      ...{ position: at, modality: 'fingerprint' as const, recordType: null, compression, resolution },
      ...{ width: bytes.readUInt16BE(at + 9), height: bytes.readUInt16BE(at + 11) },
      quality: bytes[at + 7] === 254 ? null : (bytes[at + 7] as number),
    })
    at += block
  }
  if (positions.size !== fingers || fingers === 0)
    reader.fault('FIR_COUNT', 18, `The record says ${fingers} fingers and has ${positions.size}.`)
}
