import type { BiometricReading } from '@entente/contracts'
import { readBinaryRecord, readImageRecord } from './ansi-nist-images.ts'
import { type Field, fieldText, type NistRecord } from './ansi-nist-record.ts'
import { Reader } from './reading.ts'

/**
 * Separators of the traditional encoding: record, field, subfield, item (ANSI/NIST-ITL 1-2011, clause 5.6.2 and annex
 * B).
 */
const [fs, gs, rs, us] = [0x1c, 0x1d, '\x1e', '\x1f'] as const
/** Version numbers of the editions of 2011, 2013 and 2015. */
const editions = ['0500', '0501', '0502']
const binaryTypes = [3, 4, 5, 6, 7, 8]
const mostRecords = 1000

/**
 * Reads a transaction of ANSI/NIST-ITL 1-2011, 2013 or 2015 in the traditional encoding. The Type-1 record must come
 * first, each record must have its stated length, and the records must match field 1.003 in number, type and order.
 * Images are described by the fields of their records. A text record (Type-2) is skipped.
 */
export function readAnsiNist(bytes: Buffer): BiometricReading {
  const reader = new Reader(bytes)
  walk(reader)
  return reader.done('ansi-nist')
}

function walk(reader: Reader): void {
  const { bytes } = reader
  const first = takeTagged(reader, 0, 1)
  if (first === null) return
  const edition = fieldText(bytes, first, 2)
  reader.edition = /^\d{4}$/.test(edition ?? '') ? edition : null
  if (!editions.includes(edition ?? ''))
    reader.fault('NIST_VERSION', first.from, 'Versions 0500, 0501 and 0502 are read (1.002).')
  const listed = readContents(fieldText(bytes, first, 3))
  if (listed === null) {
    reader.fault('NIST_CONTENTS', first.from, 'The content field (1.003) does not list the records that follow.')
    return
  }
  const scanned = pixelsPerInch(fieldText(bytes, first, 11))
  let at = first.to
  for (const [place, type] of listed.entries()) {
    if (at >= bytes.length) {
      reader.fault('NIST_COUNT', at, `The content field lists ${listed.length} records and ${place} follow.`)
      return
    }
    const record = binaryTypes.includes(type) ? takeBinary(reader, at, type) : takeTagged(reader, at, type)
    if (record === null) return
    if (binaryTypes.includes(type)) readBinaryRecord(reader, record, scanned)
    else readImageRecord(reader, record)
    at = record.to
  }
  if (at !== bytes.length) reader.fault('NIST_TRAILING', at, 'Bytes follow the last record that is listed.')
}

/**
 * Reads field 1.003: `1<US>n`, then a subfield `type<US>IDC` for each record. Returns null if the field is malformed or
 * states a wrong number of records.
 */
function readContents(text: string | null): number[] | null {
  const [head, ...rest] = (text ?? '').split(rs).map((part) => part.split(us))
  const types = rest.map(([type]) => Number(type))
  if (head?.[0] !== '1' || Number(head[1]) !== rest.length || rest.length > mostRecords) return null
  return types.every((type) => Number.isInteger(type) && type >= 2 && type <= 99) ? types : null
}

/**
 * Converts NSR, the scanning resolution in the Type-1 record, from pixels per millimetre to pixels per inch. NSR is
 * 00.00 if no record has a fixed resolution.
 */
const pixelsPerInch = (text: string | null): number | null => {
  const perMillimetre = Number(text ?? '')
  return perMillimetre > 0 && perMillimetre < 1000 ? Math.round(perMillimetre * 25.4) : null
}

function takeTagged(reader: Reader, from: number, type: number): NistRecord | null {
  const { bytes } = reader
  const head = /^(\d{1,2})\.0{0,6}1:(\d{1,10})\x1d/.exec(bytes.toString('latin1', from, from + 30))
  if (head === null || Number(head[1]) !== type) {
    reader.fault('NIST_TYPE', from, `A record of type ${type} is to begin here, with its length.`)
    return null
  }
  const to = from + Number(head[2])
  if (to <= from + head[0].length || to > bytes.length || bytes[to - 1] !== fs) {
    reader.fault('NIST_LENGTH', from, `The length of a record of type ${type} does not lead to its end.`)
    return null
  }
  const fields: Field[] = []
  for (let at = from; at < to; ) {
    const tag = /^(\d{1,2})\.(\d{1,9}):/.exec(bytes.toString('latin1', at, Math.min(at + 14, to)))
    if (tag === null || Number(tag[1]) !== type) {
      reader.fault('NIST_FIELD', at, `A field of a record of type ${type} is to begin here.`)
      return null
    }
    const number = Number(tag[2])
    const start = at + tag[0].length
    // The image is the last field and may contain any byte.
    const end = number === 999 ? to - 1 : Math.min(nextOf(bytes, gs, start, to - 1), to - 1)
    fields.push({ number, from: start, to: end })
    at = end + 1
  }
  return { type, from, to, fields }
}

const nextOf = (bytes: Buffer, byte: number, from: number, otherwise: number): number => {
  const at = bytes.indexOf(byte, from)
  return at === -1 ? otherwise : at
}

function takeBinary(reader: Reader, from: number, type: number): NistRecord | null {
  const { bytes } = reader
  const length = from + 5 > bytes.length ? 0 : bytes.readUInt32BE(from)
  if (length < 5 || from + length > bytes.length) {
    reader.fault('NIST_LENGTH', from, `The length of a record of type ${type} does not lead to its end.`)
    return null
  }
  return { type, from, to: from + length, fields: [] }
}
