import { EntryReader } from './entry-reader.ts'
import { FieldValues } from './field-bounds.ts'
import { isUsable, type Segment } from './segment.ts'
import { idKey } from './segment-writer.ts'
import { WordFinder } from './word-finder.ts'

/** A segment together with the state that one screener keeps for it: marks on removed entries, and caches. */
export class Part {
  readonly #segment: Segment | (() => Segment)
  readonly entries = new EntryReader()
  readonly finder = new WordFinder(this.entries)
  readonly values = new FieldValues()
  dead: Uint8Array
  removed = 0
  removedNames = 0
  removedUnusable = 0

  constructor(segment: Segment | (() => Segment)) {
    this.#segment = segment
    this.dead = new Uint8Array(this.segment.entries)
  }

  get segment(): Segment {
    return typeof this.#segment === 'function' ? this.#segment() : this.#segment
  }
  isDead(entry: number): boolean {
    return this.dead[entry] === 1
  }

  /** Returns the place of the entry with this id; -1 where the segment has no such entry or it was removed. */
  placeOf(id: string): number {
    const { segment } = this
    const places = segment.lists.ids.of(idKey(id))
    for (let at = places.length - 1; at >= 0; at -= 1) {
      const place = places[at] ?? 0
      if (!this.isDead(place) && this.entries.id(segment, place) === id) return place
    }
    return -1
  }

  remove(place: number): void {
    const { segment } = this
    if (this.dead.length < segment.entries) {
      const more = new Uint8Array(segment.entries * 2)
      more.set(this.dead)
      this.dead = more
    }
    this.dead[place] = 1
    this.removed += 1
    const { entryNames } = segment.columns
    const names = (entryNames[place + 1] ?? 0) - (entryNames[place] ?? 0)
    this.removedNames += names
    if (!isUsable(segment.columns, place)) this.removedUnusable += 1
  }
}
