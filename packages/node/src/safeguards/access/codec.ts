import type { Clocks } from './clocks.ts'

export type FieldClass = 'a' | 'b' | 'raw'

/**
 * Makes the tokens by which values are found from keyed hashes of 16 bytes, several of which may follow each other. A byte that is left over
 * stays as it is. A key is named by its id; null: the tokens are the hashes, as an older release stored them.
 */
export interface Tokens {
  /** Returns the id of the key for the tokens of a record; `null` as clocks: of what no clock ends. */
  keyFor(clocks: Clocks): Buffer | null
  seal(key: Buffer | null, hashes: Buffer): Buffer
  /** Returns the hashes; undefined if the key is not there. A key that this process does not know yet is noted: see `loadMissing`. */
  open(key: Buffer | null, tokens: Buffer): Buffer | undefined
  /** Loads those of these keys that this process does not know yet. */
  know(keys: readonly Buffer[]): Promise<void>
  /** Lists the keys under which a token may be, `null` included while tokens of an older release are left. */
  living(): (Buffer | null)[]
}

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
  readonly tokens: Tokens
  /** Returns a codec with the same keys that notes the missing ones apart, for one transaction. */
  session(): Codec
}
