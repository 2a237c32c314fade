import { addCharacter, addText, finishHash } from '../lookup/hash-text.ts'
import { editDistance } from '../names/edit-distance.ts'
import { editLimit, withinLetters } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { SortedLists } from './lists.ts'
import type { Segment } from './segment.ts'
import { writtenForm } from './word-keys.ts'

const bucketOf = (script: string, length: number, written: string): number =>
  finishHash(addText(addCharacter(addText(0, script), length), written, 0, 1), 22)
const scriptOf = (form: WordForm): string => (form.latin === '' ? form.script : '')

/** Returns false for words whose spelling is one of several readings: typing slips do not link them (relate-words.ts). */
const maySlip = (form: WordForm): boolean => form.script !== 'Han' && form.korean === null

/** Returns the bucket, by length and first letter, of a word that typing slips may link with others; null for other words. */
export function slipBucket(form: WordForm): number | null {
  const written = writtenForm(form)
  return written.length < 4 || !maySlip(form) ? null : bucketOf(scriptOf(form), written.length, written)
}

/**
 * Calls `found` with words of the same first letter that may be one slip away; long words may be `most` (two) slips away. The caller compares the
 * letters. A slip in the first letter is found by a key (word-keys.ts).
 */
export function findSlips(
  form: WordForm,
  most: number,
  { columns, lists: { slips } }: Segment,
  found: (word: number, limit: number) => void,
): void {
  if (!maySlip(form)) return
  const { letters } = columns
  const own = form.letters
  const written = writtenForm(form)
  const { length } = written
  for (let other = Math.max(4, length - most); other <= length + most; other += 1) {
    const limit = Math.min(most, editLimit(Math.min(length, other)))
    if (limit === 0 || Math.abs(length - other) > limit) continue
    const bucket = bucketOf(scriptOf(form), other, written)
    if (slips instanceof SortedLists) {
      // The words of a bucket have consecutive numbers (renumber-words.ts).
      const { keys } = slips.arrays
      const from = slips.firstOf(bucket)
      if (from >= 0)
        for (let word = from; keys[word] === bucket; word += 1)
          if (withinLetters(own, letters[word] ?? 0, limit)) found(word, limit)
    } else
      slips.each(bucket, (word) => {
        if (withinLetters(own, letters[word] ?? 0, limit)) found(word, limit)
      })
  }
}

/** Returns whether the text of the character codes from `from` to before `to` is at most `limit` slips away. */
export type SlipTester = (codes: ArrayLike<number>, from: number, to: number, limit: number) => boolean
const none = new Map<number, number>()

/** Returns a test against one text. Up to 31 letters, it uses a bit-parallel method with exchanges (Hyyrö 2003); for longer texts, `editDistance`. */
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
