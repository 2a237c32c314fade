import { editDistance } from '../names/edit-distance.ts'
import { editLimit, withinLetters } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { hashText } from './hash-text.ts'
import { SortedLists } from './lists.ts'
import type { Segment } from './segment.ts'
import { writtenForm } from './word-keys.ts'

const bucketOf = (script: string, length: number, first: string): number => hashText(`${script}${length}${first}`, 22)
const scriptOf = (form: WordForm): string => (form.latin === '' ? form.script : '')

/** False of words whose spelling is one of several readings: no slip of the hand links them (relate-words.ts). */
const maySlip = (form: WordForm): boolean => form.script !== 'Han' && form.korean === null

/** Words that may be a slip or two of the hand apart and begin alike are kept by length and first letter. Null: they have no slips. */
export function slipBucket(form: WordForm): number | null {
  const written = writtenForm(form)
  return written.length < 4 || !maySlip(form) ? null : bucketOf(scriptOf(form), written.length, written.charAt(0))
}

/** Finds words that may be a slip away. What letters occur rules out most of a bucket; a segment that no longer changes has them in the order of its buckets. */
export class SlipIndex {
  #of: SortedLists | null = null
  #letters = new Uint32Array(0)

  #prepare(lists: SortedLists, letters: Uint32Array): void {
    const { values } = lists.arrays
    this.#letters = new Uint32Array(values.length)
    for (let at = 0; at < values.length; at += 1) this.#letters[at] = letters[values[at] ?? 0] ?? 0
    this.#of = lists
  }

  /**
   * Calls `found` for words that begin like this one and may be one slip away, or `most` (two) where they are long enough: the rest is still
   * to be compared. A slip in the first letter is found by key (word-keys.ts).
   */
  find(form: WordForm, most: number, segment: Segment, found: (word: number, limit: number) => void): void {
    if (!maySlip(form)) return
    const lists = segment.lists.slips
    const sorted = lists instanceof SortedLists ? lists : null
    if (sorted !== null && this.#of !== sorted) this.#prepare(sorted, segment.columns.letters)
    const own = form.letters
    const written = writtenForm(form)
    const length = written.length
    for (let other = Math.max(4, length - most); other <= length + most; other += 1) {
      const limit = Math.min(most, editLimit(Math.min(length, other)))
      if (limit === 0 || Math.abs(length - other) > limit) continue
      const bucket = lists.of(bucketOf(scriptOf(form), other, written.charAt(0)))
      if (bucket.length === 0) continue
      const letters =
        sorted === null ? null : this.#letters.subarray(sorted.startOf(bucket), sorted.startOf(bucket) + bucket.length)
      for (let at = 0; at < bucket.length; at += 1) {
        const theirs = letters === null ? segment.columns.letters[bucket[at] ?? 0] : letters[at]
        if (withinLetters(own, theirs ?? 0, limit)) found(bucket[at] ?? 0, limit)
      }
    }
  }
}

/** Tells whether codes `from` to `to` are those of a text at most so many slips away. */
export type SlipTester = (codes: ArrayLike<number>, from: number, to: number, limit: number) => boolean
const none = new Map<number, number>()

/** A tester of one text: bits in parallel (Hyyrö 2003, with exchanges), up to 31 letters. */
export function slipTester(pattern: string): SlipTester {
  const size = pattern.length
  if (size > 31)
    return (codes, from, to, limit) => {
      const text = String.fromCharCode(...Array.from({ length: to - from }, (_, at) => codes[from + at] ?? 0))
      return editDistance(pattern, text, limit) <= limit
    }
  const low = new Int32Array(128)
  let high = none
  for (let at = 0; at < size; at += 1) {
    const code = pattern.charCodeAt(at)
    if (code < 128) low[code] = (low[code] ?? 0) | (1 << at)
    else {
      if (high === none) high = new Map()
      high.set(code, (high.get(code) ?? 0) | (1 << at))
    }
  }
  const last = 1 << (size - 1)
  return (codes, from, to, limit) => {
    let [plus, minus, zero, before, score] = [-1, 0, 0, 0, size]
    for (let at = from; at < to; at += 1) {
      const code = codes[at] ?? 0
      const mask = (code < 128 ? low[code] : high.get(code)) ?? 0
      const exchanged = ((~zero & mask) << 1) & before
      zero = ((((mask & plus) + plus) | 0) ^ plus) | mask | minus | exchanged
      let up = minus | ~(zero | plus)
      let down = zero & plus
      if ((up & last) !== 0) score += 1
      if ((down & last) !== 0) score -= 1
      up = (up << 1) | 1
      down <<= 1
      plus = down | ~(zero | up)
      minus = up & zero
      before = mask
    }
    return score <= limit
  }
}
