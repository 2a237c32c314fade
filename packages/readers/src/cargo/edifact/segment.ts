import type { CargoPosition } from '@entente/contracts'
import type { SegmentFeed } from '../../edifact/segment-feed.ts'
import { tagText } from '../../edifact/tags.ts'
import type { Sent } from '../model/sent.ts'

/** Where a segment stands: what its components share. */
interface SegmentPlace {
  base: number
  segment: number
  tag: number
}

/** A component of a segment with its place in the input. */
class SentComponent implements Sent {
  readonly text: string
  private readonly place: SegmentPlace
  /** Counts from the base of the place. */
  private readonly byte: number
  /** The element times 1,000, and the component. */
  private readonly index: number

  constructor(text: string, place: SegmentPlace, byte: number, index: number) {
    this.text = text
    this.place = place
    this.byte = byte
    this.index = index
  }

  position(): CargoPosition {
    const { base, segment, tag } = this.place
    const [element, component] = [Math.trunc(this.index / 1_000), this.index % 1_000]
    const byte = base + this.byte
    return { byte, line: null, column: null, segment, element, component, path: null, tag: tagText(tag) }
  }
}

/** The current segment of an interchange. Elements and components count from 1, as in the message directories. */
export class Segment {
  private readonly feed: SegmentFeed
  private place: SegmentPlace = { base: 0, segment: 0, tag: 0 }

  constructor(feed: SegmentFeed) {
    this.feed = feed
  }

  private currentPlace(): SegmentPlace {
    const { base, cursor } = this.feed
    const { segment, tag } = cursor
    if (this.place.segment !== segment || this.place.base !== base) this.place = { base, segment, tag }
    return this.place
  }

  get tag(): number {
    return this.feed.cursor.tag
  }

  /** The number of the segment in its interchange; UNB is 1. */
  get number(): number {
    return this.feed.cursor.segment
  }

  /** The number of elements after the tag. */
  get elements(): number {
    return this.feed.cursor.elements
  }

  /** The offset of the segment in the input. */
  get from(): number {
    return this.feed.base + this.feed.cursor.start
  }

  /** Returns the text of a component, trimmed; null if it is absent or blank. */
  text(element: number, component = 1): string | null {
    return this.feed.cursor.text(element, component)
  }

  /** Returns a component with its place; undefined if it is absent or blank. */
  sent(element: number, component = 1): Sent | undefined {
    const { cursor } = this.feed
    const text = cursor.text(element, component)
    if (text === null) return undefined
    return new SentComponent(text, this.currentPlace(), cursor.startOf(element, component), element * 1_000 + component)
  }

  /** Returns the filled components of an element joined by blanks, at most `most` of them, with the place of the first. */
  joined(element: number, most = 99): Sent | undefined {
    const { cursor } = this.feed
    const count = Math.min(most, cursor.componentCount(element))
    const first = this.firstFilled(element, count)
    if (first === 0) return undefined
    let text = cursor.text(element, first) ?? ''
    for (let component = first + 1; component <= count; component++) {
      const part = cursor.text(element, component)
      if (part !== null) text += ` ${part}`
    }
    return this.sentAs(text, element, first)
  }

  /** Returns a text that was made from a component, with its place. */
  sentAs(text: string, element: number, component = 1): Sent {
    const { cursor } = this.feed
    const byte = element === 0 ? cursor.start : cursor.startOf(element, component)
    return new SentComponent(text, this.currentPlace(), byte, element * 1_000 + component)
  }

  /** Returns the last component of an element up to `most` that is filled, or 0. */
  lastFilled(element: number, most: number): number {
    const { cursor } = this.feed
    for (let component = Math.min(most, cursor.componentCount(element)); component > 0; component--) {
      if (cursor.text(element, component) !== null) return component
    }
    return 0
  }

  private firstFilled(element: number, count: number): number {
    for (let component = 1; component <= count; component++) {
      if (this.feed.cursor.text(element, component) !== null) return component
    }
    return 0
  }

  /** The position of the segment itself. */
  position(): CargoPosition {
    return { ...this.sentAs('', 0, 0).position(), byte: this.from }
  }

  /** The segment as sent, at most 120 characters. */
  literal(): string {
    return this.feed.cursor.literal()
  }
}
