import { ArgumentError } from '../errors/argument-error.ts'
import { type HammingKernels, openKernels, type SharedMemory } from './kernels.ts'
import { area as areas, block as blocks, header } from './layout.ts'
import { type HammingMatches, Nearest } from './nearest.ts'
import { readHash } from './read-hash.ts'
import { mostFlips } from './slot-plan.ts'

export interface HammingQuery {
  /** The largest distance in bits, 0 to the `maxRadius` of the index, which is the default. */
  radius?: number
  /** The largest number of matches, 100 by default. */
  limit?: number
  /** Rows for which this function returns false are neither returned nor counted. It is called once per row found, after the search. */
  accept?: (id: number) => boolean
}

/**
 * A thread reads an index through this handle. It has only numbers and the memory, so `postMessage` can pass it. `HammingIndex.openReader` makes it.
 */
export interface HammingReaderHandle {
  memory: SharedMemory
  bits: 128 | 256
  maxRadius: number
  /** The addresses of the reader's pin and of its area (layout.ts). */
  pin: number
  area: number
}

const defaultLimit = 100
/** A scan pauses after this many results. If enough rows were found, it continues with a smaller radius. */
const resultsPerTurn = 2048
const mostLimit = 2 ** 32 - 1

/**
 * Searches the memory of a `HammingIndex`, in the same or another thread, while the index changes. Each thread needs its own reader. A row added or
 * removed during a search may or may not be in its result.
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
    // Another thread may have grown the memory. Growing it by 0 pages makes its whole size visible here.
    handle.memory.grow(0)
    const { buffer } = handle.memory
    this.#words = new Uint32Array(buffer)
    this.#atomic = new Int32Array(buffer)
    this.#bytes = new Uint8Array(buffer)
  }

  /**
   * Finds the rows within the radius, by distance, then by id.
   * @throws ArgumentError (`hash-invalid`, `radius-out-of-range`, `limit-out-of-range`)
   */
  query(hash: string | Uint8Array, options: HammingQuery = {}): HammingMatches {
    return this.#search(hash, options, true)
  }

  /** Returns the same result as `query`, but compares every row. It is meant for tests and measurements. */
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
          resultsPerTurn,
          next,
        ),
      )
  }

  #take(place: { ids: number }, found: number): void {
    if (found > 0) this.#nearest.take(this.#words, (this.#handle.area + areas.results) >>> 2, found, place.ids >>> 2)
  }

  /** Pins the current version. Until the pin is 0 again, no block in the directory of that version is freed. */
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
    // Read the directory before the size, so that the size covers everything in the directory.
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
