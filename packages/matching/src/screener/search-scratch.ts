import type { Segment } from './segment.ts'

/** The number of names in a batch. Their data are scattered in memory, and the processor waits for the reads of a whole batch together. */
export const batchSize = 512

const copyTo = <T extends Uint8Array | Uint32Array | Float64Array>(array: T, longer: T): T => {
  longer.set(array)
  return longer
}

/**
 * Working memory of one search at a time, by word and by name of a segment. Words of the vocabulary that may match the query have a slot, from 1 on.
 */
export class Scratch {
  slots = new Uint32Array(0)
  /** For each slot, the highest weight of its word (`most`), and the number of words of the query that it may match (`spans`). */
  most = new Float64Array(64)
  spans = new Uint8Array(64)
  /** For each name, the turn in which it was visited last. */
  seen = new Uint32Array(0)
  turn = 0
  /** The words whose posting lists the search reads, with their slots. `upTo` has for each slot the limit of needs (choose-words.ts), or NaN. */
  walked = new Uint32Array(64)
  walkedSlots = new Uint32Array(64)
  upTo = new Float64Array(64).fill(Number.NaN)
  walks = 0
  /**
   * For each slot and column of the query, the weight. Where the words were not compared yet, `open` has the word's place in the column's neighbours
   * plus one (query-words.ts).
   */
  weights = new Float64Array(256)
  open = new Uint32Array(256)
  /** The names of a batch and their needs. */
  readonly batch = new Uint32Array(batchSize)
  readonly needs = new Float64Array(batchSize)

  /** Makes a slot and empties it. `width`: the number of columns of the query. */
  startSlot(slot: number, width: number): void {
    if (slot >= this.most.length) {
      const size = slot * 2
      this.most = copyTo(this.most, new Float64Array(size))
      this.spans = copyTo(this.spans, new Uint8Array(size))
      this.upTo = copyTo(this.upTo, new Float64Array(size).fill(Number.NaN))
      this.walked = copyTo(this.walked, new Uint32Array(size))
      this.walkedSlots = copyTo(this.walkedSlots, new Uint32Array(size))
    }
    const end = (slot + 1) * width
    if (end > this.weights.length) {
      this.weights = copyTo(this.weights, new Float64Array(end * 2))
      this.open = copyTo(this.open, new Uint32Array(end * 2))
    }
    for (let place = slot * width; place < end; place += 1) {
      this.weights[place] = 0
      this.open[place] = 0
    }
    this.clearSlot(slot)
  }
  /** Clears the highest weight of a slot. */
  clearSlot(slot: number): void {
    this.most[slot] = 0
    this.spans[slot] = 0
  }
  /** Makes the search read the posting list of a word, for names with a need below `upTo`. */
  walk(word: number, slot: number, upTo: number): void {
    if (Number.isNaN(this.upTo[slot])) {
      this.walked[this.walks] = word
      this.walkedSlots[this.walks] = slot
      this.walks += 1
    }
    this.upTo[slot] = upTo
  }
  endWalk(): void {
    for (let at = 0; at < this.walks; at += 1) this.upTo[this.walkedSlots[at] ?? 0] = Number.NaN
    this.walks = 0
  }
  /** Raises the highest weight and span of a slot. */
  raise(slot: number, weight: number, span: number): void {
    if (weight > (this.most[slot] ?? 0)) this.most[slot] = weight
    if (span > (this.spans[slot] ?? 0)) this.spans[slot] = span
  }
  /** Makes the arrays large enough for a segment. */
  fit(segment: Segment): void {
    if (this.slots.length < segment.words) this.slots = new Uint32Array(Math.ceil(segment.words * 1.2))
    if (this.seen.length < segment.names) {
      this.seen = new Uint32Array(Math.ceil(segment.names * 1.2))
      this.turn = 0
    }
    if (this.turn >= 0xfffffff0) {
      this.seen.fill(0)
      this.turn = 0
    }
  }
}
