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
 * An immutable index together with later changes: a small live index of added entries, and marks on removed entries. A search reads all parts. After
 * 20,000 changes, or changes of 5 % of the entries, the changes are merged. Each further change does one small step of the merge, so that no call is
 * slow.
 */
export class ChangingIndex {
  readonly #allocate: Allocate
  #frozen: FrozenSegment
  #base: Part
  #writer = new SegmentWriter(true)
  #delta = this.#partOf(this.#writer)
  /** The changes being merged. They are searched until the merge is complete. */
  #merging: { part: Part; writer: SegmentWriter; steps: Generator<void, FrozenSegment>; removed: string[] } | null =
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
    return [this.#base, ...(this.#merging ? [this.#merging.part] : []), this.#delta]
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
      if (part !== this.#delta) this.#merging?.removed.push(id)
      this.#changed()
      return true
    }
    return false
  }
  /** If several entries have one id, removes all of them except the last. */
  removeDuplicates(): void {
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
    if (this.#merging) this.#step()
    else if (this.#changes >= Math.min(mostChanges, Math.max(leastChanges, this.#frozen.entries * shareOfChanges)))
      this.#startMerge()
  }
  #startMerge(): void {
    const [part, writer] = [this.#delta, this.#writer]
    const steps = this.#merge(this.#base, part)
    this.#merging = { part, writer, steps, removed: [] }
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
    const merging = this.#merging
    const step = merging?.steps.next()
    if (!merging || step?.done !== true) return
    this.#frozen = step.value
    this.#base = new Part(step.value)
    this.#merging = null
    // The result of the merge still contains the entries that were removed during the merge.
    for (const id of merging.removed) {
      const place = this.#base.placeOf(id)
      if (place >= 0) this.#base.remove(place)
    }
  }

  /** Merges all changes now and returns the resulting index. */
  mergeAll(): FrozenSegment {
    while (this.#merging) this.#step()
    if (this.#delta.segment.entries > 0 || this.#base.removed > 0) {
      this.#startMerge()
      while (this.#merging) this.#step()
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
        (this.#merging?.writer.bytes ?? 0) +
        sum(({ dead }) => dead.byteLength),
      unusable: sum(({ segment, removedUnusable }) => segment.unusable - removedUnusable),
    }
  }
}
