// Over 400 lines: the scanning loop and the accessors share the offset columns of this module, for speed.
import { type Charset, charsetNamed } from './charset.ts'
import { decodeText, shortString } from './decode-text.ts'
import { endsInSrc, isGlueable, standInQuote, startsSegment } from './glued-segment.ts'
import {
  COMPONENT,
  CONTROL,
  classesFor,
  ELEMENT,
  HIGH,
  LINE_END,
  RELEASE,
  type Separators,
  TERMINATOR,
} from './separators.ts'
import { knownTags, packTag, type TagSet } from './tags.ts'

/** The ways in which a segment can end. */
export type Closure = 'terminator' | 'end-of-input' | 'quote' | 'glued'

/** Flags of a component that has more than plain characters. Such a component is decoded byte by byte. */
const RELEASED = 1
const WRAPPED = 2
const UPPER = 4
const CONTROLS = 8

/** A range of bytes, end exclusive. */
interface ByteRange {
  from: number
  to: number
}
const NOTHING: readonly ByteRange[] = []

/** A segment of more bytes than this counts as unreadable, because no sender writes such a segment on purpose. */
export const LONGEST_SEGMENT = 100_000
const FIRST_WINDOW = 4_096
const LARGEST_WINDOW = 262_144
const ascii = new TextDecoder('utf-8', { ignoreBOM: true })
const latin = new TextDecoder('windows-1252', { ignoreBOM: true })

// Offsets of one segment at a time. Reading is synchronous, so all cursors share one set.
let elementStart = new Int32Array(256)
let componentStart = new Int32Array(1024)
let componentEnd = new Int32Array(1024)
let componentFlags = new Uint8Array(1024)

/**
 * Iterates over the segments of an interchange in one pass over the bytes. Keeps byte offsets only and decodes text on
 * request. Copies and rewrites nothing, so every position refers to the received bytes.
 */
export class SegmentCursor {
  bytes: Uint8Array
  limit: number
  separators: Separators
  charset: Charset = charsetNamed('ASCII')
  known: TagSet = knownTags.envelope
  /** Packed tag of the current segment; 0 unless it is three capital letters or digits. */
  tag = 0
  start = 0
  /** End of the segment's data (exclusive); the next segment is searched from `position`. */
  end = 0
  position: number
  /** The number of the current segment; UNB has the number 1. */
  segment = 0
  /** The number of elements after the tag. */
  elements = 0
  closure: Closure = 'terminator'
  /** The way in which the previous segment ended. With `previousStart`, it shows where a message was cut short. */
  previousClosure: Closure = 'terminator'
  previousStart = 0
  tooLong = false
  danglingRelease = -1
  /** True if a component of the segment contains bytes above 0x7F or control characters. */
  unusual = false
  private components = 0
  private masked: readonly ByteRange[] = NOTHING
  private previousMasked: readonly ByteRange[] = NOTHING
  private mask = 0
  private classes: Uint8Array
  private source = ''
  private sourceFrom = 0
  private sourceTo = 0
  private window = FIRST_WINDOW

  constructor(bytes: Uint8Array, position: number, separators: Separators, limit = bytes.length) {
    this.bytes = bytes
    this.position = position
    this.limit = limit
    this.separators = separators
    this.classes = classesFor(separators)
  }

  /** Continues in other bytes or with other separators, so that one cursor can read an input that comes in chunks. */
  continueIn(bytes: Uint8Array, position: number, separators = this.separators): void {
    this.bytes = bytes
    this.limit = bytes.length
    this.position = position
    this.sourceFrom = 0
    this.sourceTo = 0
    if (separators === this.separators) return
    this.separators = separators
    this.classes = classesFor(separators)
  }

  /** Moves to the next segment that is not empty. Returns false at the end of input. */
  next(): boolean {
    const { bytes, limit, classes } = this
    const terminator = this.separators.terminator
    this.previousMasked = this.masked
    this.masked = NOTHING
    let i = this.position
    while (i < limit && (bytes[i]! <= 0x20 || bytes[i] === terminator)) i++
    this.position = i
    this.previousClosure = this.closure
    this.previousStart = this.start
    if (i >= limit) {
      this.tag = 0
      this.start = limit
      this.end = limit
      return false
    }
    const start = i
    const recordUntil = start + LONGEST_SEGMENT
    let element = 0
    let component = 0
    let flags = 0
    let seen = 0
    elementStart[0] = 0
    componentStart[0] = start
    this.closure = 'terminator'
    this.danglingRelease = -1
    let next = -1
    scan: while (i < limit) {
      const kind = classes[bytes[i]!]!
      if (kind === 0) {
        i++
        continue
      }
      switch (kind) {
        case ELEMENT:
        case COMPONENT: {
          if (i > recordUntil) {
            i++
            break
          }
          if (kind === ELEMENT && element > 0 && i - componentStart[component]! >= 3) {
            const tagAt = i - 3
            const tag = (bytes[tagAt]! << 16) | (bytes[tagAt + 1]! << 8) | bytes[tagAt + 2]!
            const prefixed = tagAt > componentStart[component]!
            if (
              this.known.has(tag) &&
              isGlueable(tag, prefixed) &&
              startsSegment(tag, bytes, i + 1, limit, this.separators)
            ) {
              this.closure = 'glued'
              next = tagAt
              i = tagAt
              break scan
            }
          }
          componentEnd[component] = i
          componentFlags[component] = flags
          seen |= flags
          flags = 0
          if (++component >= componentStart.length) growComponents()
          componentStart[component] = ++i
          if (kind === ELEMENT) {
            if (++element >= elementStart.length - 1) growElements()
            elementStart[element] = component
          }
          break
        }
        case TERMINATOR:
          if (endsInSrc(bytes, i, element > 0 ? componentStart[component]! : i, limit, this.known, this.separators)) {
            this.closure = 'glued'
            i -= 3
            next = i
          } else next = i + 1
          break scan
        case RELEASE: {
          flags |= RELEASED
          i++
          // The released character may be on the next line.
          while (i < limit && (bytes[i] === 0x0a || bytes[i] === 0x0d)) i++
          if (i >= limit) this.danglingRelease = limit - 1
          else if (bytes[i]! >= 0x80) flags |= UPPER
          i++
          break
        }
        case LINE_END:
          flags |= WRAPPED
          i++
          break
        case HIGH: {
          const length = standInQuote(bytes, i, limit, this.known, this.separators)
          if (length > 0) {
            this.closure = 'quote'
            next = i + length
            break scan
          }
          flags |= UPPER
          i++
          break
        }
        case CONTROL:
          flags |= CONTROLS
          i++
          break
      }
    }
    if (i > limit) i = limit
    if (next < 0) {
      this.closure = 'end-of-input'
      next = limit
    }
    componentEnd[component] = i
    componentFlags[component] = flags
    seen |= flags
    this.components = component + 1
    elementStart[element + 1] = component + 1
    this.elements = element
    this.start = start
    this.end = i
    this.position = next
    this.segment++
    this.tooLong = i - start > LONGEST_SEGMENT
    this.unusual = (seen & (UPPER | CONTROLS)) !== 0
    this.tag = this.readTag()
    return true
  }

  /** Reads the current segment again, after another cursor has used the shared offsets. */
  reread(): void {
    const { previousClosure, previousStart, previousMasked, masked } = this
    this.position = this.start
    this.segment--
    this.next()
    this.previousClosure = previousClosure
    this.previousStart = previousStart
    this.previousMasked = previousMasked
    this.masked = masked
  }

  private readTag(): number {
    const from = componentStart[0]!
    const to = componentEnd[0]!
    const { bytes } = this
    if (to - from === 3) {
      const a = bytes[from]!
      const b = bytes[from + 1]!
      const c = bytes[from + 2]!
      return isTagByte(a) && isTagByte(b) && isTagByte(c) ? (a << 16) | (b << 8) | c : 0
    }
    if (to - from > 12) return 0
    const text = decodeText(bytes, from, to, this.separators.release, this.charset)
    return /^[A-Z0-9]{3}$/.test(text) ? packTag(text) : 0
  }

  /** Returns the tag as written, for findings. */
  tagLiteral(): string {
    return this.componentText(0)?.slice(0, 20) ?? ''
  }

  /** Returns the number of components of an element (counted from 1), or 0 if it is absent. */
  componentCount(element: number): number {
    return element > this.elements ? 0 : elementStart[element + 1]! - elementStart[element]!
  }

  /** Returns the text of a component, element and component counted from 1 (`NAD 4.2`), or null if absent or blank. */
  text(element: number, component: number): string | null {
    if (element > this.elements) return null
    const index = elementStart[element]! + component - 1
    return index < elementStart[element + 1]! ? this.componentText(index) : null
  }

  /** Returns the components from `component` to the end of the element, joined as sent. */
  textFrom(element: number, component: number): string | null {
    if (element > this.elements) return null
    const first = elementStart[element]! + component - 1
    const last = elementStart[element + 1]! - 1
    if (first > last) return null
    if (first === last) return this.componentText(first)
    const separator = String.fromCharCode(this.separators.component)
    let text = this.componentText(first) ?? ''
    for (let i = first + 1; i <= last; i++) text += separator + (this.componentText(i) ?? '')
    return text === '' ? null : text
  }

  /** Returns the first byte of a component, or 0 if it is absent or empty, for comparisons without text. */
  firstByte(element: number, component: number): number {
    if (element > this.elements) return 0
    const index = elementStart[element]! + component - 1
    if (index >= elementStart[element + 1]!) return 0
    const at = componentStart[index]!
    return at < componentEnd[index]! ? this.bytes[at]! : 0
  }

  /** Returns the byte offset of a component, or of the segment if the component is absent. */
  startOf(element: number, component: number): number {
    if (element > this.elements) return this.start
    const index = elementStart[element]! + component - 1
    if (index >= elementStart[element + 1]!) return this.start
    let at = componentStart[index]!
    const end = componentEnd[index]!
    while (at < end && this.bytes[at]! <= 0x20) at++
    return at
  }

  endOf(element: number, component: number): number {
    if (element > this.elements) return this.end
    const index = elementStart[element]! + component - 1
    return index < elementStart[element + 1]! ? componentEnd[index]! : this.end
  }

  /** Calls `visit` for every component that contains upper or control bytes. */
  eachUnusual(visit: (element: number, component: number, from: number, to: number) => void): void {
    for (let element = 0; element <= this.elements; element++) {
      for (let index = elementStart[element]!; index < elementStart[element + 1]!; index++) {
        if (componentFlags[index]! & (UPPER | CONTROLS)) {
          visit(element, index - elementStart[element]! + 1, componentStart[index]!, componentEnd[index]!)
        }
      }
    }
  }

  /**
   * Masks byte ranges of the current segment: all text read from it has `mask` in their place, as in the redacted copy.
   */
  maskRanges(ranges: readonly ByteRange[], mask: number): void {
    this.masked = ranges
    this.mask = mask
  }

  /** True if part of the current segment is masked. */
  get hasMasked(): boolean {
    return this.masked !== NOTHING
  }

  isMasked(byte: number): boolean {
    return this.masked.some(({ from, to }) => byte >= from && byte < to)
  }

  private decode(from: number, to: number, release: number): string {
    const { masked, previousMasked } = this
    if (masked === NOTHING && previousMasked === NOTHING) return decodeText(this.bytes, from, to, release, this.charset)
    const shown = new Uint8Array(this.bytes.subarray(from, to))
    // Masked ranges of the previous segment matter too, because a literal can begin in that segment.
    for (const range of from < this.start ? [...previousMasked, ...masked] : masked) {
      if (range.to > from) shown.fill(this.mask, Math.max(0, range.from - from), range.to - from)
    }
    return decodeText(shown, 0, shown.length, release, this.charset)
  }

  /** Ends the segment at `byte`; the next segment is searched from there. */
  cutAt(byte: number): void {
    for (let index = 0; index < this.components; index++) {
      if (componentEnd[index]! > byte) componentEnd[index] = Math.max(byte, componentStart[index]!)
    }
    this.end = byte
    this.position = byte
  }

  /** Returns the bytes between two offsets as one line of text, at most 120 characters. */
  literal(from = this.start, to = this.end): string {
    const end = Math.min(to, from + 480)
    const text = this.decode(from, end, 0)
    return text.length > 120 ? text.slice(0, 120) : text
  }

  private componentText(index: number): string | null {
    const { bytes } = this
    let from = componentStart[index]!
    let to = componentEnd[index]!
    if (from >= to) return null
    if (componentFlags[index] !== 0 || this.masked !== NOTHING) {
      const text = this.decode(from, to, this.separators.release)
      return text === '' ? null : text
    }
    while (bytes[from] === 0x20) if (++from === to) return null
    while (bytes[to - 1] === 0x20) to--
    const length = to - from
    if (length > 1 && length < 5) return shortString(bytes, from, length)
    if (from < this.sourceFrom || to > this.sourceTo) this.fillSource(from)
    return this.source.slice(from - this.sourceFrom, to - this.sourceFrom)
  }

  // Plain text is sliced from one decoded string per window, which is far cheaper than building each string from bytes.
  // Windows grow, so that neither small nor large interchanges are decoded twice.
  private fillSource(from: number): void {
    const at = Math.min(from, this.start)
    const to = Math.min(this.limit, Math.max(at + this.window, this.end))
    this.window = Math.min(LARGEST_WINDOW, this.window * 2)
    const window = this.bytes.subarray(at, to)
    let source = ascii.decode(window)
    if (source.length !== window.length) source = latin.decode(window)
    this.source = source
    this.sourceFrom = at
    this.sourceTo = to
  }
}

const isTagByte = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39)

function growComponents(): void {
  componentStart = grown(componentStart)
  componentEnd = grown(componentEnd)
  const flags = new Uint8Array(componentFlags.length * 2)
  flags.set(componentFlags)
  componentFlags = flags
}

function growElements(): void {
  elementStart = grown(elementStart)
}

function grown(from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2)
  to.set(from)
  return to
}
