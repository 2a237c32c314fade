import type { Segment } from './segment.ts'

/** Names looked at together: what is asked of them lies all over the memory, and is waited for once rather than name by name. */
export const batchSize = 512

const longer = <T extends Uint8Array | Uint32Array | Float64Array>(array: T, room: T): T => {
  room.set(array)
  return room
}

/** Memory for one search at a time, by word and by name of a segment. Words of the vocabulary that a query may find have a slot, from 1 on. */
export class Scratch {
  slots = new Uint32Array(0)
  /** By slot: the most its word says, and how many words of the query it may answer. */
  most = new Float64Array(64)
  spans = new Uint8Array(64)
  /** By name: the turn in which it was met last. */
  seen = new Uint32Array(0)
  turn = 0
  /** Words that are walked with their slots; by slot: for names that must add less than this (choose-words.ts), and NaN. */
  walked = new Uint32Array(64)
  walkedSlots = new Uint32Array(64)
  upTo = new Float64Array(64).fill(Number.NaN)
  walks = 0
  /** What each slot says for each column of the query, and one more than the place of the two words where they were not compared yet (query-words.ts). */
  weights = new Float64Array(256)
  open = new Uint32Array(256)
  /** Names that are looked at together, and what each must add. */
  readonly batch = new Uint32Array(batchSize)
  readonly needs = new Float64Array(batchSize)

  /** Makes room for a slot and begins it; `width`: columns of the query. */
  makeRoom(slot: number, width: number): void {
    if (slot >= this.most.length) {
      const size = slot * 2
      this.most = longer(this.most, new Float64Array(size))
      this.spans = longer(this.spans, new Uint8Array(size))
      this.upTo = longer(this.upTo, new Float64Array(size).fill(Number.NaN))
      this.walked = longer(this.walked, new Uint32Array(size))
      this.walkedSlots = longer(this.walkedSlots, new Uint32Array(size))
    }
    const end = (slot + 1) * width
    if (end > this.weights.length) {
      this.weights = longer(this.weights, new Float64Array(end * 2))
      this.open = longer(this.open, new Uint32Array(end * 2))
    }
    for (let place = slot * width; place < end; place += 1) {
      this.weights[place] = 0
      this.open[place] = 0
    }
    this.begin(slot)
  }
  /** Forgets what the word of a slot says at most. */
  begin(slot: number): void {
    this.most[slot] = 0
    this.spans[slot] = 0
  }
  /** The word of a slot is walked for names that must add less than this. */
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
  note(slot: number, weight: number, span: number): void {
    if (weight > (this.most[slot] ?? 0)) this.most[slot] = weight
    if (span > (this.spans[slot] ?? 0)) this.spans[slot] = span
  }
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
