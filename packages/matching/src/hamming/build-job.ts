import type { SlotTable } from './block-store.ts'
import { type HammingKernels, openKernels, type SharedMemory } from './kernels.ts'

/**
 * Work on a segment, all in the memory of the index: numbers only, so that it can be sent to another thread. `gather` copies the living
 * rows of blocks, ordered by id, and leaves their number at `result`; `tables` makes the tables of rows that stand.
 */
export type BuildJob = { memory: SharedMemory; shift: 4 | 5 } & (
  | {
      kind: 'gather'
      blocks: { at: number; rows: number }[]
      /** Room for (id, address) of every row, twice, and for 256 counts. */
      pairs: number
      spare: number
      counts: number
      hashes: number
      ids: number
      result: number
    }
  | { kind: 'tables'; hashes: number; rows: number; slots: SlotTable[] }
)

/** Does a whole job at once: what a thread calls that was sent one. */
export function runBuildJob(job: BuildJob): void {
  for (const _ of buildSteps(openKernels(job.memory), job));
}

const rowsAStep = 32_768
const wordsAStep = 1_048_576

/** Does a job in steps of a few milliseconds. */
export function* buildSteps(kernels: HammingKernels, job: BuildJob): Generator<void> {
  if (job.kind === 'gather') yield* gather(kernels, job)
  else for (const slot of job.slots) yield* makeTable(kernels, job, slot)
}

function* makeTable(
  kernels: HammingKernels,
  { hashes, shift, rows }: { hashes: number; shift: number; rows: number },
  { first, width, starts, postings }: SlotTable,
): Generator<void> {
  const words = 2 ** width
  for (const [from, to] of stretches(words, wordsAStep)) {
    kernels.clear(starts + 4 * from, 4 * (to - from))
    yield
  }
  for (const [from, to] of stretches(rows, rowsAStep)) {
    kernels.countKeys(hashes, shift, first, width, starts, from, to)
    yield
  }
  let sum = 0
  for (const [from, to] of stretches(words, wordsAStep)) {
    sum = kernels.sumUp(starts, from, to, sum)
    yield
  }
  // The word behind the last key ends its list.
  kernels.clear(starts + 4 * words, 4)
  kernels.sumUp(starts, words, words + 1, sum)
  for (const [from, to] of [...stretches(rows, rowsAStep)].reverse()) {
    kernels.placeRows(hashes, shift, first, width, starts, postings, from, to)
    yield
  }
}

function* gather(kernels: HammingKernels, job: Extract<BuildJob, { kind: 'gather' }>): Generator<void> {
  let end = job.pairs
  for (const { at, rows } of job.blocks)
    for (const [from, to] of stretches(rows, rowsAStep)) {
      end = kernels.collect(at, job.shift, from, to, end) >>> 0
      yield
    }
  const count = (end - job.pairs) / 8
  if (kernels.ascends(job.pairs, end, 8) === 0) yield* sortPairs(kernels, job, count)
  for (const [from, to] of stretches(count, rowsAStep)) {
    kernels.gather(job.pairs, job.shift, from, to, job.hashes, job.ids)
    yield
  }
  new Uint32Array(job.memory.buffer)[job.result >>> 2] = count
}

/** Sorts pairs by their first word, those that are equal as they stood; the result is where they were. */
export function* sortPairs(
  kernels: HammingKernels,
  { memory, pairs, spare, counts }: { memory: SharedMemory; pairs: number; spare: number; counts: number },
  count: number,
): Generator<void> {
  let [from, to] = [pairs, spare]
  for (const bits of [0, 8, 16, 24]) {
    kernels.clear(counts, 1024)
    for (const [first, last] of stretches(count, 4 * rowsAStep)) {
      kernels.countDigits(from, first, last, bits, counts)
      yield
    }
    const digits = new Uint32Array(memory.buffer, counts, 256)
    let before = 0
    for (const [digit, times] of digits.entries()) {
      digits[digit] = before
      before += times
    }
    for (const [first, last] of stretches(count, 4 * rowsAStep)) {
      kernels.placePairs(from, first, last, bits, counts, to)
      yield
    }
    ;[from, to] = [to, from]
  }
}

function* stretches(count: number, step: number): Generator<[number, number]> {
  for (let from = 0; from < count; from += step) yield [from, Math.min(count, from + step)]
}
