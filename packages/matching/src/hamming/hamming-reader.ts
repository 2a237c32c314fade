import { ArgumentError } from '../errors/argument-error.ts'
import { type HammingKernels, openKernels, type SharedMemory } from './kernels.ts'
import { area as areas, block as blocks, header } from './layout.ts'
import { type HammingMatches, Nearest } from './nearest.ts'
import { readHash } from './read-hash.ts'
import { mostFlips } from './slot-plan.ts'

export interface HammingQuery {
  /** Bits that may differ, 0 to the index's `maxRadius`, which is the default. */
  radius?: number
  /** How many of the nearest are given, 100 unless told. */
  limit?: number
  /** Rows it refuses are neither given nor counted. It is called once a row found, after the search. */
  accept?: (id: number) => boolean
}

/** What a thread needs to read an index: numbers and the memory, which `postMessage` shares. Made by `HammingIndex.openReader`. */
export interface HammingReaderHandle {
  memory: SharedMemory
  bits: 128 | 256
  maxRadius: number
  /** Its line among the pins, and its area. */
  pin: number
  area: number
}

const defaultLimit = 100
/** A scan stops now and then to see whether so many are found that it need not look as far. */
const resultsATurn = 2048
const mostLimit = 2 ** 32 - 1

/**
 * Searches the memory of a `HammingIndex`, in the same or in another thread, while the index changes. Each thread has its own. An answer
 * is that of one moment: a row added or removed meanwhile is in it or not.
 */
export class HammingReader {
  readonly #handle: HammingReaderHandle
  readonly #kernels: HammingKernels
  readonly #shift: 4 | 5
  readonly #nearest = new Nearest()
  #words: Uint32Array
  #atomic: Int32Array
  #bytes: Uint8Array
  /** The blocks of the directory that was read last, at this version. */
  #version = 0
  #blocks: { at: number; ids: number; slots: number }[] = []

  constructor(handle: HammingReaderHandle, kernels: HammingKernels = openKernels(handle.memory)) {
    this.#handle = handle
    this.#kernels = kernels
    this.#shift = handle.bits === 256 ? 5 : 4
    // Another thread may have made the memory larger: growing by nothing shows all of it.
    handle.memory.grow(0)
    const { buffer } = handle.memory
    this.#words = new Uint32Array(buffer)
    this.#atomic = new Int32Array(buffer)
    this.#bytes = new Uint8Array(buffer)
  }

  /**
   * The rows within the radius, nearest first, then by id. Throws an ArgumentError `hash-invalid`, `radius-out-of-range` or
   * `limit-out-of-range`.
   */
  query(hash: string | Uint8Array, options: HammingQuery = {}): HammingMatches {
    return this.#search(hash, options, true)
  }

  /** The same answer by comparing every row: yardstick of the index and oracle of its tests. */
  scan(hash: string | Uint8Array, options: HammingQuery = {}): HammingMatches {
    return this.#search(hash, options, false)
  }

  #search(hash: string | Uint8Array, options: HammingQuery, useTables: boolean): HammingMatches {
    const { maxRadius, bits, area, pin } = this.#handle
    const { radius = maxRadius, limit = defaultLimit, accept } = options
    const value = readHash(hash, bits / 8)
    if (!Number.isInteger(radius) || radius < 0 || radius > maxRadius)
      throw new ArgumentError('radius-out-of-range', `The radius is a whole number from 0 to ${maxRadius}.`, '/radius')
    if (!Number.isInteger(limit) || limit < 1 || limit > mostLimit)
      throw new ArgumentError('limit-out-of-range', 'The limit is a whole number from 1 on.', '/limit')
    this.#nearest.begin(limit, accept)
    this.#pin()
    try {
      this.#bytes.set(value, area + areas.query)
      for (const place of this.#blocks) {
        const reach = this.#nearest.reach(radius)
        const found = useTables && reach < (mostFlips + 1) * place.slots ? this.#byTables(place.at, reach) : -1
        if (found < 0) this.#byScan(place, radius)
        else this.#take(place, found)
      }
    } finally {
      Atomics.store(this.#atomic, pin >> 2, 0)
    }
    return this.#nearest.choose(limit, accept)
  }

  #byTables(at: number, radius: number): number {
    const { area } = this.#handle
    const [ranges, candidates, results] = [area + areas.ranges, area + areas.candidates, area + areas.results]
    return this.#kernels.search(
      at,
      area + areas.query,
      radius,
      this.#shift,
      ranges,
      candidates,
      results,
      areas.capacity,
    )
  }

  #byScan(place: { at: number; ids: number }, radius: number): void {
    const { area } = this.#handle
    const rows = Atomics.load(this.#atomic, (place.at + blocks.rows) >>> 2) >>> 0
    const [query, results, next] = [area + areas.query, area + areas.results, area + areas.next]
    for (let from = 0; from < rows; from = this.#words[next >>> 2] ?? rows)
      this.#take(
        place,
        this.#kernels.scan(
          place.at,
          query,
          this.#nearest.reach(radius),
          this.#shift,
          from,
          rows,
          results,
          resultsATurn,
          next,
        ),
      )
  }

  #take(place: { ids: number }, found: number): void {
    if (found > 0) this.#nearest.take(this.#words, (this.#handle.area + areas.results) >>> 2, found, place.ids >>> 2)
  }

  /** From here on nothing is freed that the directory read now leads to, until the pin is 0 again. */
  #pin(): void {
    const pin = this.#handle.pin >> 2
    for (;;) {
      const version = Atomics.load(this.#atomic, header.version >> 2)
      Atomics.store(this.#atomic, pin, version)
      if (Atomics.load(this.#atomic, header.version >> 2) !== version) continue
      if (version !== this.#version) this.#readDirectory(version)
      return
    }
  }

  #readDirectory(version: number): void {
    // The directory first: the size that is read after it covers all it leads to.
    const directory = Atomics.load(this.#atomic, header.directory >> 2) >>> 0
    const size = Atomics.load(this.#atomic, header.size >> 2) >>> 0
    if (size > this.#words.byteLength) {
      this.#handle.memory.grow(0)
      const { buffer } = this.#handle.memory
      this.#words = new Uint32Array(buffer)
      this.#atomic = new Int32Array(buffer)
      this.#bytes = new Uint8Array(buffer)
    }
    const word = (at: number) => this.#words[at >>> 2] ?? 0
    this.#blocks = Array.from({ length: word(directory) }, (_, place) => {
      const at = word(directory + 4 + 4 * place)
      return { at, ids: word(at + blocks.ids), slots: word(at + blocks.slotCount) }
    })
    this.#version = version
  }
}
