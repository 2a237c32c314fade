import { mostPages, type SharedMemory } from './kernels.ts'
import { arenaAt } from './layout.ts'

const page = 65_536
const line = 64

/**
 * Allocates pieces of a memory. A piece begins on a cache line and has one more line at its end, because the kernels read a few bytes too far. A piece is not
 * cleared.
 */
export class Arena {
  readonly #memory: SharedMemory
  readonly #sizes = new Map<number, number>()
  /** Free pieces by address. Adjacent free pieces are merged. */
  #free: { at: number; size: number }[] = []
  #end = arenaAt
  #used = 0

  constructor(memory: SharedMemory) {
    this.#memory = memory
  }

  /** Bytes in use. */
  get used(): number {
    return this.#used
  }

  /** Bytes not in use, without regard to fragmentation. */
  get left(): number {
    return mostPages * page - arenaAt - this.#used
  }

  /** Allocates a piece and returns its address. Throws a RangeError where the 4 GiB of a WebAssembly memory, or the machine's memory, are full. */
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

  /** Allocates pieces of these sizes, or none of them and throws a RangeError. */
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
