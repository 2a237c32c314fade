import { editDistance } from '../names/edit-distance.ts'
import { editLimit, withinLetters } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { hashText } from './hash-text.ts'
import type { Lists } from './lists.ts'
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

/**
 * Calls `found` for words that begin like this one and may be one slip away, or `most` (two) where they are long enough. What letters occur rules
 * out most of them; the rest is still to be compared. A slip in the first letter is found by key (word-keys.ts).
 */
export function findSlips(
  form: WordForm,
  most: number,
  lists: Lists,
  letters: Uint32Array,
  found: (word: number, limit: number) => void,
): void {
  if (!maySlip(form)) return
  const written = writtenForm(form)
  const length = written.length
  for (let other = Math.max(4, length - most); other <= length + most; other += 1) {
    const limit = Math.min(most, editLimit(Math.min(length, other)))
    if (limit === 0 || Math.abs(length - other) > limit) continue
    const bucket = lists.of(bucketOf(scriptOf(form), other, written.charAt(0)))
    for (let at = 0; at < bucket.length; at += 1) {
      const word = bucket[at] ?? 0
      if (withinLetters(form.letters, letters[word] ?? 0, limit)) found(word, limit)
    }
  }
}

/** Tells whether a text is at most so many slips away: bits in parallel (Hyyrö 2003, with exchanges), up to 31 letters. */
export function slipTester(pattern: string): (text: string, limit: number) => boolean {
  const size = pattern.length
  if (size > 31) return (text, limit) => editDistance(pattern, text, limit) <= limit
  const masks = new Map<number, number>()
  for (let at = 0; at < size; at += 1) {
    const code = pattern.charCodeAt(at)
    masks.set(code, (masks.get(code) ?? 0) | (1 << at))
  }
  const last = 1 << (size - 1)
  return (text, limit) => {
    let [plus, minus, zero, before, score] = [-1, 0, 0, 0, size]
    for (let at = 0; at < text.length; at += 1) {
      const mask = masks.get(text.charCodeAt(at)) ?? 0
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
