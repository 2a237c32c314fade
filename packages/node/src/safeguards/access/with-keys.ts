import type { Clocks } from './clocks.ts'
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
