import type { Segment } from './segment.ts'

/** Names looked at together: what is asked of them lies all over the memory, and is waited for once rather than name by name. */
export const batchSize = 512

/** Memory for one search at a time, by word and by name of a segment. Words of the vocabulary that a query may find have a slot, from 1 on. */
export class Scratch {
  slots = new Uint32Array(0)
  /** By slot: the most its word says, and how many words of the query it may answer. */
  most = new Float64Array(64)
  spans = new Uint8Array(64)
  /** By name: the turn in which it was met last. */
  seen = new Uint32Array(0)
  turn = 0
  /** Names that are looked at together, and what each must add. */
  readonly batch = new Uint32Array(batchSize)
  readonly needs = new Float64Array(batchSize)

  /** Begins a slot. */
  makeRoom(slot: number): void {
    if (slot >= this.most.length) {
      const [most, spans] = [new Float64Array(slot * 2), new Uint8Array(slot * 2)]
      most.set(this.most)
      spans.set(this.spans)
      this.most = most
      this.spans = spans
    }
    this.most[slot] = 0
    this.spans[slot] = 0
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
