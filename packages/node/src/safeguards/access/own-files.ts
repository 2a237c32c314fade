import { noClock } from './clocks.ts'
import type { Codec } from './codec.ts'

/**
 * Seals files that the node makes for itself outside the database, such as the journal of answers and the snapshot of an index.
 * Their key ends with the node and needs no database. A file is bound to its name.
 */
export interface OwnFiles {
  seal(name: string, bytes: Uint8Array): Buffer
  /** Throws `record-unreadable` for bytes that are damaged, incomplete or of another file. */
  open(name: string, bytes: Buffer): Buffer
  sealChunks(name: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /** The iteration throws `record-unreadable` like `open`. */
  openChunks(name: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
}

export const ownFilesOf = (codec: Codec): OwnFiles => ({
  seal: (name, bytes) => codec.seal(name, 'raw', bytes, noClock),
  open: (name, bytes) => codec.open(name, 'raw', bytes) as Buffer,
  sealChunks: (name, chunks) => codec.sealChunks(name, noClock, chunks),
  openChunks: (name, chunks) => codec.openChunks(name, chunks),
})
