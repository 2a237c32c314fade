import stored from '../kernels/generated/hamming.json' with { type: 'json' }
import { loadKernel } from '../kernels/load-kernel.ts'

/** A `WebAssembly.Memory` that threads share. `postMessage` passes it without a copy. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer
  grow(pages: number): number
}

/** The functions of kernels/hamming.wat, where the arguments are explained. */
export interface HammingKernels {
  scan(
    block: number,
    query: number,
    radius: number,
    shift: number,
    from: number,
    to: number,
    out: number,
    capacity: number,
    next: number,
  ): number
  search(
    block: number,
    query: number,
    radius: number,
    shift: number,
    ranges: number,
    candidates: number,
    out: number,
    capacity: number,
  ): number
  countKeys(hashes: number, shift: number, first: number, width: number, starts: number, from: number, to: number): void
  sumUp(words: number, from: number, to: number, sum: number): number
  placeRows(
    hashes: number,
    shift: number,
    first: number,
    width: number,
    starts: number,
    postings: number,
    from: number,
    to: number,
  ): void
  countParts(
    hashes: number,
    shift: number,
    first: number,
    width: number,
    from: number,
    to: number,
    counts: number,
  ): void
  splitRows(
    hashes: number,
    shift: number,
    first: number,
    width: number,
    from: number,
    to: number,
    places: number,
    rows: number,
    lows: number,
  ): void
  countLows(lows: number, from: number, to: number, starts: number): void
  placeLows(lows: number, rows: number, from: number, to: number, starts: number, postings: number): void
  collect(block: number, shift: number, from: number, to: number, out: number): number
  ascends(at: number, end: number, step: number): number
  countDigits(pairs: number, from: number, to: number, bits: number, counts: number): void
  placePairs(pairs: number, from: number, to: number, bits: number, places: number, sorted: number): void
  lastOfEach(at: number, end: number): number
  gather(pairs: number, shift: number, from: number, to: number, hashes: number, ids: number): void
  tableIsWhole(starts: number, width: number, postings: number, rows: number): number
  clear(at: number, length: number): void
  crcTables(tables: number): void
  crc32c(tables: number, at: number, length: number, crc: number): number
}

/** Instantiates the kernels for a memory. Each thread needs its own instance. Throws where the machine has no WebAssembly with SIMD and threads. */
export function openKernels(memory: SharedMemory): HammingKernels {
  const kernels = loadKernel<HammingKernels>(stored, { env: { memory } })
  if (kernels === null) throw new Error('The Hamming index needs WebAssembly with SIMD and shared memory.')
  return kernels
}

/** One page less than 4 GiB, so that one typed array covers the memory. The operating system allocates only pages in use. */
export const mostPages = 65_535

export function createMemory(): SharedMemory {
  const api = (globalThis as unknown as { WebAssembly: { Memory: new (descriptor: object) => SharedMemory } })
    .WebAssembly
  return new api.Memory({ initial: 1, maximum: mostPages, shared: true })
}
