import { mostPages, type SharedMemory } from './kernels.ts'
import { arenaAt } from './layout.ts'

const page = 65_536
const line = 64

/**
 * Hands out pieces of a memory and takes them back. Pieces begin on a cache line and are followed by one that is theirs too, since the
 * kernels read a few bytes too far. A piece holds what was there before: who needs zeros clears it.
 */
export class Arena {
  readonly #memory: SharedMemory
  readonly #sizes = new Map<number, number>()
  /** Free pieces by address; neighbours are one. */
  #free: { at: number; size: number }[] = []
  #end = arenaAt
  #used = 0

  constructor(memory: SharedMemory) {
    this.#memory = memory
  }

  /** Bytes handed out. */
  get used(): number {
    return this.#used
  }

  /** Bytes that may still be handed out, as if they were one piece. */
  get left(): number {
    return mostPages * page - arenaAt - this.#used
  }

  /** Throws a RangeError when the 4 GiB of a WebAssembly memory, or the machine's own memory, are full. */
  allocate(bytes: number): number {
    const size = Math.ceil(bytes / line) * line + line
    const place = this.#free.findIndex((piece) => piece.size >= size)
    const piece = this.#free[place]
    let at = this.#end
    if (piece === undefined) {
      const missing = Math.ceil((this.#end + size - this.#memory.buffer.byteLength) / page)
      if (missing > 0) this.#memory.grow(missing)
      this.#end += size
    } else {
      at = piece.at
      if (piece.size === size) this.#free.splice(place, 1)
      else this.#free[place] = { at: piece.at + size, size: piece.size - size }
    }
    this.#sizes.set(at, size)
    this.#used += size
    return at
  }

  /** Pieces of these sizes, or none and a RangeError. */
  allocateAll(sizes: readonly number[]): number[] {
    const pieces: number[] = []
    try {
      for (const size of sizes) pieces.push(this.allocate(size))
    } catch (error) {
      for (const at of pieces) this.free(at)
      throw error
    }
    return pieces
  }

  free(at: number): void {
    const size = this.#sizes.get(at)
    if (size === undefined) throw new Error(`Nothing was handed out at ${at}.`)
    this.#sizes.delete(at)
    this.#used -= size
    const place = this.#free.findIndex((piece) => piece.at > at)
    const after = place < 0 ? this.#free.length : place
    const [before, next] = [this.#free[after - 1], this.#free[after]]
    const merged = { at, size }
    const joinsBefore = before !== undefined && before.at + before.size === at
    const joinsNext = next !== undefined && at + size === next.at
    if (joinsBefore) Object.assign(merged, { at: before.at, size: before.size + size })
    if (joinsNext) merged.size += next.size
    this.#free.splice(joinsBefore ? after - 1 : after, Number(joinsBefore) + Number(joinsNext), merged)
    const last = this.#free.at(-1)
    if (last !== undefined && last.at + last.size === this.#end) {
      this.#end = last.at
      this.#free.pop()
    }
  }
}
