/**
 * The one way in which personal data becomes bytes of the database and back. Sealing under per-record keys replaces this file:
 * every caller already names the record and the field class that its keys will be derived for.
 */
export type FieldClass = 'a' | 'b' | 'raw'
export interface Codec {
  seal(recordId: string, fieldClass: FieldClass, value: unknown): Buffer
  /** Undefined where the bytes are gone. */
  open(recordId: string, fieldClass: FieldClass, bytes: Buffer | null): unknown
  /** The JSON that was sealed of a value, for a thread that parses what is too large to be parsed here. Undefined where the bytes are gone. */
  openText(recordId: string, fieldClass: 'a' | 'b', bytes: Buffer | null): Buffer | undefined
}

export const plainCodec: Codec = {
  seal: (_recordId, fieldClass, value) =>
    fieldClass === 'raw' ? Buffer.from(value as Uint8Array) : Buffer.from(JSON.stringify(value)),
  open: (_recordId, fieldClass, bytes) => {
    if (bytes === null) return undefined
    return fieldClass === 'raw' ? bytes : JSON.parse(bytes.toString())
  },
  openText: (_recordId, _fieldClass, bytes) => bytes ?? undefined,
}
