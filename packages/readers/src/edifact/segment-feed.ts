import { findStart, type Start } from './find-start.ts'
import { LONGEST_SEGMENT, SegmentCursor } from './segment-cursor.ts'
import { defaultSeparators, isFraming } from './separators.ts'

/** The cursor looks at most this far behind a segment before it decides where the segment ends. */
const LOOK_AHEAD = 64
/** The search for UNB looks at the segments behind it, to find the separators in use. */
const START_AHEAD = 1_200
/** UNA stands at most this far before UNB. */
const START_BEHIND = 64
const LEAST_BYTES = 4_096
const EMPTY = new Uint8Array(0)

/** A range of bytes of the input, end exclusive. */
export interface InputRange {
  from: number
  to: number
}

/**
 * Cuts an input that comes in chunks into segments. Keeps only the bytes of the segment that is not whole yet, and at
 * most 100,000 of them. Where the chunks are cut makes no difference to the segments.
 *
 * After `push` or `finish`, call `seekStart` until it returns a start, then `next` until it returns false.
 */
export class SegmentFeed {
  /** Stands on the current segment. Its offsets count from `base`. */
  readonly cursor = new SegmentCursor(EMPTY, 0, defaultSeparators())
  /** The offset in the input of the first byte of `cursor.bytes`. */
  base = 0
  /** Set by `next` if the current segment was too long to read; its text is lost. */
  unreadable: InputRange | null = null
  private waiting: Uint8Array[] = []
  private waitingBytes = 0
  /** So many bytes must be there before the next attempt, so that many small chunks cost no more than one large one. */
  private wanted = 0
  private skipping = -1
  private isCopy = true
  private ended = false
  private outside = -1

  /** Takes a chunk. `keepRest` must follow before the caller uses the chunk's memory again. */
  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return
    const { cursor } = this
    this.waitingBytes += chunk.length
    const isEnough = cursor.limit - cursor.position + this.waitingBytes >= this.wanted
    this.waiting.push(isEnough ? chunk : Buffer.from(chunk))
  }

  finish(): void {
    this.ended = true
  }

  /** Copies what is left of the last chunk. */
  keepRest(): void {
    if (this.isCopy) return
    const { cursor } = this
    this.base += cursor.position
    cursor.continueIn(Buffer.from(cursor.bytes.subarray(cursor.position)), 0)
    this.isCopy = true
  }

  /** The offset in the input of the first byte that no segment has used. */
  get position(): number {
    return this.base + this.cursor.position
  }

  /**
   * Finds the next interchange and its separators, and stands before its UNB. The offsets of the result count from the
   * start of the input. Returns null if there is none in the bytes so far.
   */
  seekStart(): Start | null {
    if (!this.gather()) return null
    const { cursor } = this
    const start = findStart(cursor.bytes, cursor.position)
    if (start === null) this.forgetUpTo(cursor.limit - START_BEHIND)
    else if (this.ended || start.unb + START_AHEAD <= cursor.limit) {
      this.noteOutside(cursor.position, start.from)
      cursor.continueIn(cursor.bytes, start.unb, start.separators)
      cursor.segment = 0
      const { base } = this
      return { ...start, from: base + start.from, unb: base + start.unb }
    }
    this.wait(START_AHEAD)
    return null
  }

  /** Moves on where no interchange begins, but never behind a U that may begin one. */
  private forgetUpTo(to: number): void {
    const { cursor } = this
    if (this.ended) {
      this.noteOutside(cursor.position, cursor.limit)
      cursor.position = cursor.limit
      return
    }
    let at = Math.max(cursor.position, to)
    const tail = cursor.bytes.lastIndexOf(0x55)
    if (tail >= cursor.position && tail < at && onlyBlanks(cursor.bytes, tail + 3)) at = tail
    // The search takes a UNB at its first byte even if it is the end of a word, so it may not begin at a U.
    while (at > cursor.position && cursor.bytes[at] === 0x55) at--
    this.noteOutside(cursor.position, at)
    cursor.position = at
  }

  private noteOutside(from: number, to: number): void {
    const { bytes } = this.cursor
    for (let i = from; i < to && this.outside < 0; i++) if (!isFraming(bytes[i]!)) this.outside = this.base + i
  }

  /** Returns the offset of the first text that `seekStart` passed over since the last call, or null. */
  takeOutside(): number | null {
    const at = this.outside
    this.outside = -1
    return at < 0 ? null : at
  }

  /** Stands before the current segment again. */
  again(): void {
    this.cursor.position = this.cursor.start
  }

  /** Moves to the next segment. Returns false if more bytes are needed, or at the end of input. */
  next(): boolean {
    if (!this.gather()) return false
    if (this.skipping >= 0) return this.skip()
    this.unreadable = null
    const { cursor } = this
    const from = cursor.position
    const { closure, start, previousClosure, previousStart } = cursor
    if (!cursor.next()) {
      this.wait(LEAST_BYTES)
      return false
    }
    if (cursor.tooLong) {
      this.skipping = this.base + cursor.start
      cursor.position = cursor.start + LONGEST_SEGMENT
      return this.skip()
    }
    if (this.ended || this.isWhole()) return true
    cursor.segment--
    cursor.position = from
    Object.assign(cursor, { closure, start, previousClosure, previousStart })
    this.wait(LEAST_BYTES)
    return false
  }

  private isWhole(): boolean {
    const { cursor } = this
    const left = cursor.limit - cursor.position
    if (cursor.closure === 'end-of-input' || left < LOOK_AHEAD) return false
    // A quote closes a segment only if a tag follows it.
    return cursor.closure !== 'quote' || !onlyBlanks(cursor.bytes.subarray(0, -4), cursor.position)
  }

  /** Leaves out the rest of a segment that is too long. */
  private skip(): boolean {
    const { cursor } = this
    const { bytes, limit } = cursor
    const { release, terminator } = cursor.separators
    let i = cursor.position
    for (; i < limit; i++) {
      const byte = bytes[i]!
      if (byte === terminator) break
      if (byte !== release || release === 0) continue
      if (i + 1 >= limit) break
      i++
    }
    const found = i < limit && bytes[i] === terminator
    if (!found && !this.ended) {
      cursor.position = Math.min(i, limit)
      this.wait(1)
      return false
    }
    cursor.position = found ? i + 1 : limit
    cursor.tag = 0
    cursor.closure = found ? 'terminator' : 'end-of-input'
    this.unreadable = { from: this.skipping, to: this.position }
    this.skipping = -1
    return true
  }

  private wait(least: number): void {
    const { cursor } = this
    this.wanted = Math.max(least, 2 * (cursor.limit - cursor.position))
  }

  /** Joins the waiting chunks with what is left. Returns false while there are too few bytes. */
  private gather(): boolean {
    const { cursor } = this
    const left = cursor.limit - cursor.position
    if (this.waitingBytes === 0) return this.ended ? left > 0 || this.skipping >= 0 : this.wanted === 0
    if (!this.ended && left + this.waitingBytes < this.wanted) return false
    this.base += cursor.position
    this.isCopy = left > 0 || this.waiting.length > 1
    cursor.continueIn(this.isCopy ? this.joined(left) : this.waiting[0]!, 0)
    this.waiting = []
    this.waitingBytes = 0
    this.wanted = 0
    return true
  }

  private joined(left: number): Uint8Array {
    const { cursor } = this
    const bytes = new Uint8Array(left + this.waitingBytes)
    bytes.set(cursor.bytes.subarray(cursor.position))
    let at = left
    for (const chunk of this.waiting) {
      bytes.set(chunk, at)
      at += chunk.length
    }
    return bytes
  }
}

/** True if only blanks and line ends follow. */
function onlyBlanks(bytes: Uint8Array, from: number): boolean {
  for (let i = from; i < bytes.length; i++) if (bytes[i]! > 0x20) return false
  return true
}
