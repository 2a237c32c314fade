import type { Entry } from '@entente/contracts'
import { freezeSegment } from './freeze-segment.ts'
import type { Allocate } from './lists.ts'
import { mergeSegments } from './merge-segments.ts'
import { Part } from './part.ts'
import type { FrozenSegment } from './segment.ts'
import { SegmentWriter } from './segment-writer.ts'

const mostChanges = 20_000
const leastChanges = 1_000
const shareOfChanges = 0.05

/**
 * An index that does not change, and what came since: a small one that does, and marks on what was removed. A search reads both. At
 * 20,000 changes or 5 % they are merged, one small step with each further change, so that no call waits for it (matching.md 3.9, 6).
 */
export class ChangingIndex {
  readonly #allocate: Allocate
  #frozen: FrozenSegment
  #base: Part
  #writer = new SegmentWriter(true)
  #delta = this.#partOf(this.#writer)
  /** The changes that are being merged: searched until they are. */
  #closing: { part: Part; writer: SegmentWriter; steps: Generator<void, FrozenSegment>; removed: string[] } | null =
    null
  #changes = 0

  constructor(base: FrozenSegment, allocate: Allocate) {
    this.#allocate = allocate
    this.#frozen = base
    this.#base = new Part(base)
  }
  #partOf(writer: SegmentWriter): Part {
    return new Part(() => writer.segment)
  }

  get parts(): Part[] {
    return [this.#base, ...(this.#closing ? [this.#closing.part] : []), this.#delta]
  }

  add(entry: Entry): void {
    this.#writer.add(entry)
    this.#changed()
  }
  remove(id: string): boolean {
    for (const part of this.parts.reverse()) {
      const place = part.placeOf(id)
      if (place < 0) continue
      part.remove(place)
      if (part !== this.#delta) this.#closing?.removed.push(id)
      this.#changed()
      return true
    }
    return false
  }
  /** Of two entries with one id the later holds. */
  removeDoubles(): void {
    const { keys, values } = this.#frozen.lists.ids.arrays
    const { entries } = this.#base
    for (let at = 0; at + 1 < keys.length; at += 1) {
      const place = values[at] ?? 0
      const id = keys[at] === keys[at + 1] ? entries.id(this.#frozen, place) : ''
      for (let next = at + 1; next < keys.length && keys[next] === keys[at]; next += 1) {
        if (entries.id(this.#frozen, values[next] ?? 0) !== id) continue
        this.#base.remove(place)
        break
      }
    }
  }

  #changed(): void {
    this.#changes += 1
    if (this.#closing) this.#step()
    else if (this.#changes >= Math.min(mostChanges, Math.max(leastChanges, this.#frozen.entries * shareOfChanges)))
      this.#close()
  }
  #close(): void {
    const [part, writer] = [this.#delta, this.#writer]
    const steps = this.#merge(this.#base, part)
    this.#closing = { part, writer, steps, removed: [] }
    this.#writer = new SegmentWriter(true)
    this.#delta = this.#partOf(this.#writer)
    this.#changes = 0
  }
  *#merge(base: Part, part: Part): Generator<void, FrozenSegment> {
    const marked = [base, part].map(({ segment, dead }) => ({ segment, dead: dead.slice() }))
    const writer = yield* mergeSegments(marked)
    return yield* freezeSegment(writer, this.#allocate)
  }
  #step(): void {
    const closing = this.#closing
    const step = closing?.steps.next()
    if (!closing || step?.done !== true) return
    this.#frozen = step.value
    this.#base = new Part(step.value)
    this.#closing = null
    // What was removed while the merge went on is still in it.
    for (const id of closing.removed) {
      const place = this.#base.placeOf(id)
      if (place >= 0) this.#base.remove(place)
    }
  }

  /** Merges all changes now; the one index that is left. */
  settle(): FrozenSegment {
    while (this.#closing) this.#step()
    if (this.#delta.segment.entries > 0 || this.#base.removed > 0) {
      this.#close()
      while (this.#closing) this.#step()
    }
    return this.#frozen
  }

  get stats(): { entries: number; names: number; tokens: number; bytes: number; unusable: number } {
    const sum = (of: (part: Part) => number): number => this.parts.reduce((total, part) => total + of(part), 0)
    return {
      entries: sum(({ segment, removed }) => segment.entries - removed),
      names: sum(({ segment, removedNames }) => segment.names - removedNames),
      tokens: sum(({ segment }) => segment.words),
      bytes:
        this.#frozen.bytes +
        this.#writer.bytes +
        (this.#closing?.writer.bytes ?? 0) +
        sum(({ dead }) => dead.byteLength),
      unusable: sum(({ segment, removedUnusable }) => segment.unusable - removedUnusable),
    }
  }
}
