import type { Clocks, RecordClocks } from './clocks.ts'
import type { Codec } from './codec.ts'

/** Thrown inside a transaction, to roll it back and run its work again with the keys that were loaded. */
export class KeysLoaded extends Error {}

/** How often a work runs, if each run meets a key that is new to this process. */
const mostRuns = 3

/**
 * Runs work that opens sealed values, with a codec of its own. If the work fails and met keys that another process had made,
 * loads these keys and runs the work again. A work that succeeds although it met such keys may throw `KeysLoaded` after
 * `loadMissing`, as long as it may run again.
 */
export async function withKeys<T>(codec: Codec, work: (codec: Codec, mayRunAgain: boolean) => Promise<T>): Promise<T> {
  for (let run = 1; ; run += 1) {
    const session = codec.session()
    const mayRunAgain = run < mostRuns
    try {
      return await work(session, mayRunAgain)
    } catch (error) {
      if (!mayRunAgain || !(error instanceof KeysLoaded || (await session.loadMissing()))) throw error
    }
  }
}

/** Returns a function that seals a file outside a transaction. Its key is stored once its last chunk was taken. */
export const fileSealer = (codec: Codec) =>
  async function* sealFile(recordId: string, clocks: Clocks, chunks: AsyncIterable<Uint8Array>) {
    yield* codec.sealChunks(recordId, clocks, chunks)
    await codec.beforeCommit()
  }

/** Opens the bytes of a message and seals a copy of them, after its time of masking: the node itself makes the copy that is kept. */
export interface RawCopies {
  /** Throws `record-unreadable`. */
  open(recordId: string, raw: Buffer): Promise<Buffer>
  openFile(recordId: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /** `beforeCommit` stores the keys of sealed copies. */
  seal(recordId: string, copy: Uint8Array, clocks: RecordClocks): Buffer
  beforeCommit(): Promise<void>
}

export function rawCopiesOf(of: Codec): RawCopies {
  const codec = of.session()
  return {
    async open(recordId, raw) {
      for (;;) {
        try {
          return codec.open(recordId, 'raw', raw) as Buffer
        } catch (error) {
          if (!(await codec.loadMissing())) throw error
        }
      }
    },
    openFile: (recordId, chunks) => codec.openChunks(recordId, chunks),
    seal: (recordId, copy, clocks) => codec.seal(recordId, 'raw', copy, clocks),
    beforeCommit: () => codec.beforeCommit(),
  }
}
