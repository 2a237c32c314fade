import { recordUnreadable, wholeRecord } from './record-unreadable.ts'

/**
 * Converts personal data to the bytes that the database stores, and back. No other code does this. If each record gets
 * a separate encryption key, only this file changes: every caller already passes the record and the field class from
 * which the key will be derived.
 */
export type FieldClass = 'a' | 'b' | 'raw'
export interface Codec {
  seal(recordId: string, fieldClass: FieldClass, value: unknown): Buffer
  /**
   * Returns the value; undefined if the bytes were erased. Throws `record-unreadable` if they are damaged. Every sealed
   * value is an object, so valid JSON of another form counts as damaged.
   */
  open(recordId: string, fieldClass: FieldClass, bytes: Buffer | null): unknown
  /**
   * Returns the sealed JSON as bytes, for a thread that parses values too large for the main thread. Returns undefined
   * if the bytes were erased.
   */
  openText(recordId: string, fieldClass: 'a' | 'b', bytes: Buffer | null): Buffer | undefined
  /** Returns a function that seals the chunks of a message in order, for a message too large to be in memory. */
  sealChunks(recordId: string): (chunk: Uint8Array) => Uint8Array
  /** Returns a function that opens the chunks of a message in order, however they were cut when they were sealed. */
  openChunks(recordId: string): (chunk: Uint8Array) => Uint8Array
}

export const plainCodec: Codec = {
  seal: (_recordId, fieldClass, value) =>
    fieldClass === 'raw' ? Buffer.from(value as Uint8Array) : Buffer.from(JSON.stringify(value)),
  open: (recordId, fieldClass, bytes) => {
    if (bytes === null) return undefined
    if (fieldClass === 'raw') return bytes
    return wholeRecord(recordId, parsed(recordId, bytes))
  },
  openText: (_recordId, _fieldClass, bytes) => bytes ?? undefined,
  sealChunks: () => (chunk) => chunk,
  openChunks: () => (chunk) => chunk,
}

function parsed(recordId: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw recordUnreadable(recordId)
  }
}
