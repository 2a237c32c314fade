import type { Clocks } from './clocks.ts'

export type FieldClass = 'a' | 'b' | 'raw'

/**
 * Converts personal data to the bytes that the database stores, and back. No other code does this. The key follows from the
 * field class and the clocks; the bytes open only for the record for which they were sealed.
 */
export interface Codec {
  seal(recordId: string, fieldClass: FieldClass, value: unknown, clocks: Clocks): Buffer
  /**
   * Returns the value; undefined if the bytes were erased. Throws `record-unreadable` if they are damaged or if their key is
   * gone. Every sealed value is an object, so valid JSON of another form counts as damaged. A key that this process does not
   * know yet is noted: see `loadMissing`.
   */
  open(recordId: string, fieldClass: FieldClass, bytes: Buffer | null): unknown
  /**
   * Returns the sealed JSON as bytes, for a thread that parses values too large for the main thread. Returns undefined
   * if the bytes were erased.
   */
  openText(recordId: string, fieldClass: 'a' | 'b', bytes: Buffer | null): Buffer | undefined
  /** Seals the bytes of a file while they arrive, in chunks of any size. */
  sealChunks(recordId: string, clocks: Clocks, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /**
   * Opens the bytes of a file that `sealChunks` made, however they are cut. It loads a key that is not known yet by itself.
   * The iteration throws `record-unreadable` if a chunk is damaged, is missing or belongs elsewhere.
   */
  openChunks(recordId: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /**
   * Stores the keys that are in use and not stored yet, also those that another call is storing. Await it before the sealed
   * bytes are committed, and before a row names a sealed file.
   */
  beforeCommit(): Promise<void>
  /**
   * Loads the keys that `open` of this session met without knowing them. Returns whether one was found, so that the work
   * should run again.
   */
  loadMissing(): Promise<boolean>
  /** Returns a codec with the same keys that notes the missing ones apart, for one transaction. */
  session(): Codec
}
