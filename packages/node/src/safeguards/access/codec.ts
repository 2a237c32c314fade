/**
 * The one way in which personal data becomes bytes of the database and back. Sealing under per-record keys (safeguards.md 3.4) replaces this file:
 * every caller already names the record and the field class that its keys will be derived for.
 */
export type FieldClass = 'a' | 'b' | 'raw'
export interface Codec {
  seal(recordId: string, fieldClass: FieldClass, value: unknown): Buffer
  /** Undefined where the bytes are gone. */
  open(recordId: string, fieldClass: FieldClass, bytes: Buffer | null): unknown
}

export const plainCodec: Codec = {
  seal: (_recordId, fieldClass, value) =>
    fieldClass === 'raw' ? Buffer.from(value as Uint8Array) : Buffer.from(JSON.stringify(value)),
  open: (_recordId, fieldClass, bytes) => {
    if (bytes === null) return undefined
    return fieldClass === 'raw' ? bytes : JSON.parse(bytes.toString())
  },
}
