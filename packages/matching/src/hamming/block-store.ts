import { Arena } from './arena.ts'
import { createMemory, type HammingKernels, openKernels, type SharedMemory } from './kernels.ts'
import { area as areas, block as blocks, header, pins } from './layout.ts'
import type { SlotBits } from './slot-plan.ts'

/** The table of a slot. The rows with a key are `postings[starts[key]]` to `postings[starts[key + 1] - 1]`. Both fields are byte offsets. */
export interface SlotTable extends SlotBits {
  starts: number
  postings: number
}

/**
 * A group of rows that are searched together. A block with tables is a segment; a block without tables is scanned. Ids ascend, except in the delta.
 */
export interface Block {
  /** The byte offset of the block's description in the memory. Readers find the block by this offset. */
  at: number
  /** The largest number of rows that the block can have. */
  capacity: number
  rows: number
  /** The number of removed rows. */
  dead: number
  hashes: number
  ids: number
  /** The byte offset of a bitmap with one bit for each row. A set bit means that the row was removed. */
  deadBits: number
  slots: SlotTable[]
}

/**
 * The memory of an index. The writer publishes a list of blocks in one atomic step. It frees a block that the new list leaves out as soon as
 * no reader uses an older list. Only one thread writes.
 */
export class BlockStore {
  readonly memory: SharedMemory = createMemory()
  readonly arena = new Arena(this.memory)
  readonly kernels: HammingKernels = openKernels(this.memory)
  readonly shift: 4 | 5
  #words = new Uint32Array(this.memory.buffer)
  #atomic = new Int32Array(this.memory.buffer)
  #bytes = new Uint8Array(this.memory.buffer)
  #directory = 0
  #version = 0
  #retired: { version: number; free: () => void }[] = []
  readonly #readers = new Set<number>()

  constructor(shift: 4 | 5) {
    this.shift = shift
  }

  get words(): Uint32Array {
    this.#refresh()
    return this.#words
  }

  get bytes(): Uint8Array {
    this.#refresh()
    return this.#bytes
  }

  #refresh(): void {
    const { buffer } = this.memory
    if (this.#words.byteLength === buffer.byteLength) return
    this.#words = new Uint32Array(buffer)
    this.#atomic = new Int32Array(buffer)
    this.#bytes = new Uint8Array(buffer)
  }

  /** Creates an empty block for `capacity` rows. */
  createBlock(capacity: number): Block {
    const deadBytes = 4 * Math.ceil(capacity / 32)
    const sizes = [capacity * 2 ** this.shift, 4 * capacity, deadBytes, blocks.size]
    const [hashes = 0, ids = 0, deadBits = 0, at = 0] = this.arena.allocateAll(sizes)
    this.kernels.clear(deadBits, deadBytes)
    return this.#describeAt({ at, capacity, rows: 0, dead: 0, hashes, ids, deadBits, slots: [] })
  }

  /** Creates another description of the same rows, for instance with tables. */
  describe(rows: Block): Block {
    return this.#describeAt({ ...rows, at: this.arena.allocate(blocks.size) })
  }

  #describeAt(described: Block): Block {
    const { words } = this
    const put = (offset: number, value: number) => {
      words[(described.at + offset) >>> 2] = value
    }
    put(blocks.rows, described.rows)
    put(blocks.hashes, described.hashes)
    put(blocks.ids, described.ids)
    put(blocks.dead, described.deadBits)
    put(blocks.slotCount, described.slots.length)
    for (const [place, { first, width, starts, postings }] of described.slots.entries())
      for (const [word, value] of [first, width, starts, postings].entries())
        put(blocks.slots + 16 * place + 4 * word, value)
    return described
  }

  /** Appends a row and returns its place. Readers find the row at once. */
  append(to: Block, id: number, hash: Uint8Array): number {
    const row = to.rows
    this.bytes.set(hash, to.hashes + row * 2 ** this.shift)
    this.words[(to.ids >>> 2) + row] = id
    this.setRows(to, row + 1)
    return row
  }

  setRows(of: Block, rows: number): void {
    of.rows = rows
    this.#refresh()
    Atomics.store(this.#atomic, (of.at + blocks.rows) >>> 2, rows)
  }

  /** Returns the hash of a row, as a view of the memory. */
  hashOf(of: Block, row: number): Uint8Array {
    const at = of.hashes + row * 2 ** this.shift
    return this.bytes.subarray(at, at + 2 ** this.shift)
  }

  isDead(of: Block, row: number): boolean {
    return (((this.words[(of.deadBits >>> 2) + (row >>> 5)] ?? 0) >>> (row & 31)) & 1) === 1
  }

  /** Marks a row as removed. Its hash stays in memory: call `wipe` next, unless tables of the block are being built. */
  markRemoved(of: Block, row: number): void {
    this.#refresh()
    Atomics.or(this.#atomic, (of.deadBits >>> 2) + (row >>> 5), 1 << (row & 31))
    of.dead += 1
  }

  /** Overwrites the hash of a row with zeros. */
  wipe(of: Block, row: number): void {
    this.hashOf(of, row).fill(0)
  }

  /** Returns the row of an id, removed or not, in a block with ascending ids; -1 where there is none. */
  find(within: Block, id: number): number {
    const { words } = this
    const ids = within.ids >>> 2
    let [low, high] = [0, within.rows]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((words[ids + middle] ?? 0) < id) low = middle + 1
      else high = middle
    }
    return low < within.rows && words[ids + low] === id ? low : -1
  }

  /** Publishes a list of blocks to readers. Calls `freeReplaced` when no reader uses an older list any more. */
  publish(list: Block[], freeReplaced: () => void): void {
    const directory = this.arena.allocate(4 + 4 * list.length)
    const { words } = this
    words[directory >>> 2] = list.length
    for (const [place, { at }] of list.entries()) words[(directory >>> 2) + 1 + place] = at
    const before = this.#directory
    this.#directory = directory
    this.#version += 1
    Atomics.store(this.#atomic, header.size >> 2, this.memory.buffer.byteLength)
    Atomics.store(this.#atomic, header.directory >> 2, directory)
    Atomics.store(this.#atomic, header.version >> 2, this.#version)
    const free = () => {
      if (before !== 0) this.arena.free(before)
      freeReplaced()
    }
    this.#retired.push({ version: this.#version, free })
    this.reclaim()
  }

  /** Frees replaced blocks that no reader uses any more. */
  reclaim(): void {
    if (this.#retired.length === 0) return
    this.#refresh()
    const pinned = [...this.#readers]
      .map((place) => Atomics.load(this.#atomic, (pins.at + place * pins.stride) >> 2))
      .filter((version) => version !== 0)
    const oldest = Math.min(...pinned, Number.POSITIVE_INFINITY)
    const inUse = this.#retired.filter(({ version }) => version > oldest)
    const unused = this.#retired.filter(({ version }) => version <= oldest)
    this.#retired = inUse
    for (const { free } of unused) free()
  }

  /** Wipes and frees the rows of a block. */
  freeRows(of: Block): void {
    this.kernels.clear(of.hashes, of.capacity * 2 ** this.shift)
    for (const at of [of.hashes, of.ids, of.deadBits]) this.arena.free(at)
  }

  freeTables(slots: readonly SlotTable[]): void {
    for (const { starts, postings } of slots) {
      this.arena.free(starts)
      this.arena.free(postings)
    }
  }

  freeBlock(of: Block): void {
    this.freeTables(of.slots)
    this.freeRows(of)
    this.arena.free(of.at)
  }

  createTables(rows: number, plan: readonly SlotBits[]): SlotTable[] {
    const sizes = plan.flatMap(({ width }) => [4 * (2 ** width + 1), 4 * rows])
    const places = this.arena.allocateAll(sizes)
    return plan.map((bits, slot) => ({ ...bits, starts: places[2 * slot] ?? 0, postings: places[2 * slot + 1] ?? 0 }))
  }

  /** Allocates a pin and an area for one more reader. Throws a RangeError where there are too many readers. */
  openReader(): { pin: number; area: number } {
    const place = Array.from({ length: pins.count }, (_, at) => at).find((at) => !this.#readers.has(at))
    if (place === undefined) throw new RangeError(`An index has ${pins.count} readers at most.`)
    const area = this.arena.allocate(areas.size)
    this.#readers.add(place)
    return { pin: pins.at + place * pins.stride, area }
  }

  closeReader({ pin, area }: { pin: number; area: number }): void {
    if (!this.#readers.delete((pin - pins.at) / pins.stride)) return
    this.#refresh()
    Atomics.store(this.#atomic, pin >> 2, 0)
    this.arena.free(area)
    this.reclaim()
  }
}
