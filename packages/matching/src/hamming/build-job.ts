import type { SlotTable } from './block-store.ts'
import { type HammingKernels, openKernels, type SharedMemory } from './kernels.ts'

/**
 * A job that builds a part of a segment in the memory of the index. It has only numbers and the memory, so it can be sent to another thread. `gather` copies
 * the rows of blocks that are not removed, ordered by id, and writes their number at `result`. `tables` builds the tables of complete rows.
 */
export type BuildJob = { memory: SharedMemory; shift: 4 | 5 } & (
  | {
      kind: 'gather'
      blocks: { at: number; rows: number }[]
      /** Working memory for (id, address) of every row, twice, and for 256 counts. */
      pairs: number
      spare: number
      counts: number
      hashes: number
      ids: number
      result: number
    }
  | TablesJob
)

/** Runs a whole job. A thread that receives a job calls it. */
export function runBuildJob(job: BuildJob): void {
  for (const _ of buildSteps(openKernels(job.memory), job));
}

interface TablesJob {
  kind: 'tables'
  hashes: number
  rows: number
  slots: SlotTable[]
  /** Working memory for `mostParts` counts. */
  counts: number
}

/** The number of parts, of 65,536 keys each, of the widest slot. */
export const mostParts = 1024
const partBits = 16

const rowsPerStep = 32_768
const wordsPerStep = 1_048_576

/** Runs a job in steps of a few milliseconds. */
export function* buildSteps(kernels: HammingKernels, job: BuildJob): Generator<void> {
  if (job.kind === 'gather') yield* gather(kernels, job)
  else
    for (const [place, slot] of job.slots.entries()) {
      // The memory of the next slot's table, which is not built yet, serves as working memory. So building needs no further memory.
      const next = job.slots[place + 1]
      const fits = next !== undefined && 2 * job.rows <= 4 * 2 ** next.width
      if (fits && slot.width > partBits) yield* makeTableInParts(kernels, job, slot, next.postings, next.starts)
      else yield* makeTable(kernels, job, slot)
    }
}

function* makeTable(
  kernels: HammingKernels,
  { memory, hashes, shift, rows }: TablesJob & { memory: SharedMemory; shift: number },
  { first, width, starts, postings }: SlotTable,
): Generator<void> {
  const words = 2 ** width
  for (const [from, to] of stretches(words, wordsPerStep)) {
    kernels.clear(starts + 4 * from, 4 * (to - from))
    yield
  }
  for (const [from, to] of stretches(rows, rowsPerStep)) {
    kernels.countKeys(hashes, shift, first, width, starts, from, to)
    yield
  }
  let sum = 0
  for (const [from, to] of stretches(words, wordsPerStep)) {
    sum = kernels.sumUp(starts, from, to, sum)
    yield
  }
  // The word after the last key marks the end of its list.
  new Uint32Array(memory.buffer)[(starts >>> 2) + words] = sum
  for (const [from, to] of [...stretches(rows, rowsPerStep)].reverse()) {
    kernels.placeRows(hashes, shift, first, width, starts, postings, from, to)
    yield
  }
}

function* makeTableInParts(
  kernels: HammingKernels,
  { memory, hashes, shift, rows, counts }: TablesJob & { memory: SharedMemory; shift: number },
  { first, width, starts, postings }: SlotTable,
  splitRows: number,
  lows: number,
): Generator<void> {
  const parts = 2 ** (width - partBits)
  kernels.clear(counts, 4 * parts)
  for (const [from, to] of stretches(rows, 4 * rowsPerStep)) {
    kernels.countParts(hashes, shift, first, width, from, to, counts)
    yield
  }
  const begins = sumsBefore(new Uint32Array(memory.buffer, counts, parts)).slice()
  for (const [from, to] of stretches(rows, 4 * rowsPerStep)) {
    kernels.splitRows(hashes, shift, first, width, from, to, counts, splitRows, lows)
    yield
  }
  for (const [part, begin] of begins.entries()) {
    const end = begins[part + 1] ?? rows
    const words = starts + 4 * 2 ** partBits * part
    const pieces = [...stretches(end - begin, 4 * rowsPerStep)].map(([from, to]) => [begin + from, begin + to] as const)
    kernels.clear(words, 4 * 2 ** partBits)
    for (const [from, to] of pieces) {
      kernels.countLows(lows, from, to, words)
      yield
    }
    kernels.sumUp(words, 0, 2 ** partBits, begin)
    for (const [from, to] of pieces.reverse()) {
      kernels.placeLows(lows, splitRows, from, to, words, postings)
      yield
    }
  }
  new Uint32Array(memory.buffer)[(starts >>> 2) + 2 ** width] = rows
}

/** Replaces each count, in place, by the sum of the counts before it. */
function sumsBefore(counts: Uint32Array): Uint32Array {
  let before = 0
  for (const [place, count] of counts.entries()) {
    counts[place] = before
    before += count
  }
  return counts
}

function* gather(kernels: HammingKernels, job: Extract<BuildJob, { kind: 'gather' }>): Generator<void> {
  let end = job.pairs
  for (const { at, rows } of job.blocks)
    for (const [from, to] of stretches(rows, rowsPerStep)) {
      end = kernels.collect(at, job.shift, from, to, end) >>> 0
      yield
    }
  const count = (end - job.pairs) / 8
  if (kernels.ascends(job.pairs, end, 8) === 0) yield* sortPairs(kernels, job, count)
  for (const [from, to] of stretches(count, rowsPerStep)) {
    kernels.gather(job.pairs, job.shift, from, to, job.hashes, job.ids)
    yield
  }
  new Uint32Array(job.memory.buffer)[job.result >>> 2] = count
}

/** Sorts pairs in place by their first word; equal pairs keep their order (least significant digit radix sort). */
export function* sortPairs(
  kernels: HammingKernels,
  { memory, pairs, spare, counts }: { memory: SharedMemory; pairs: number; spare: number; counts: number },
  count: number,
): Generator<void> {
  let [from, to] = [pairs, spare]
  for (const bits of [0, 8, 16, 24]) {
    kernels.clear(counts, 1024)
    for (const [first, last] of stretches(count, 4 * rowsPerStep)) {
      kernels.countDigits(from, first, last, bits, counts)
      yield
    }
    sumsBefore(new Uint32Array(memory.buffer, counts, 256))
    for (const [first, last] of stretches(count, 4 * rowsPerStep)) {
      kernels.placePairs(from, first, last, bits, counts, to)
      yield
    }
    ;[from, to] = [to, from]
  }
}

function* stretches(count: number, step: number): Generator<[number, number]> {
  for (let from = 0; from < count; from += step) yield [from, Math.min(count, from + step)]
}
